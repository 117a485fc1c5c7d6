  const FALSE_START = 2000;    // so long a typed field that shows a dash or a zero may still get its value
  const RECENT = 2000;         // a list that grew since then is still growing
  const STEP = 100;            // so often the extracted data are looked at while they may change
  const OVERDUE = 2;           // none is a queue of its own, which would go before
  const mattered = new Set();  // sources of change that were expected to change nothing in this document, and may have
  // A number over what the job extracts as the page shows it now, and how many elements that is of.
  const extracted = wish => {
    const tree = flat.look(wish, now());
    return { id, digest: digest([...wish.certain, ...wish.possible], [], tree ? [tree] : views(window, wish.frames).map(view => view.document)) };
  };
  // wish: {statuses, certain, possible, links, patient, ready, blocked, loggedOut, dismiss, frames, quiet, patience, cap, take, size, scripts}
  const settle = wish => new Promise(answer => {
    flat.unlock(wish.closed);
    modules.begin(wish.scripts);
    mayFail = wish.mayFail.map(one => new RegExp(one));
    const census = () => {
      const documents = views(window, wish.frames).map(view => view.document);
      return [...wish.certain, ...wish.possible].flatMap(kind => kind.each ? [kind.each] : kind.values.map(value => value.selector).filter(one => one))
        .concat(wish.links).reduce((sum, selector) => sum + documents.reduce((all, doc) => all + find(selector, doc).length, 0), 0);
    };
    for (const view of views(window, wish.frames)) if (view['NAME']) view['NAME'].calls.census(census);
    const started = now();
    let alone = 0, vain = [], passed = [], soft = [], skipped = [];
    // What the job extracts, when all else was ready for the first time and when it last changed since.
    let first = '', latest = '', softly = 0, grown = -Infinity;
    const awaited = new Set();
    let headed = false;
    let planned = 0, due = 0, over = false, refused = false, rested = now(), surveyed = now();
    const plan = time => { cancel(planned); due = now() + time; planned = later(check, time); };
    // nothing: whether items were sought, and none is there
    const finish = (ready, reason, missing, nothing) => {
      over = true;
      wake = () => {};
      cancel(planned);
      const out = Object.assign(head(), { ready, reason, missing, waited: Math.round(now() - started), vain, passed });
      out.answered = [...answers.keys()].map(form).filter(one => wish.known.includes(one));
      if (softly && first === latest) sources.idle([...awaited]);
      // Where the data changed, only what went on to the end is known to bring nothing final: any of the others may have.
      const idle = !softly ? [] : first === latest ? [...awaited] : soft;
      const polls = first === latest ? polled() : [];
      out.vain = vain.concat(idle, polls);
      // Answers that change the document matter, although on other pages they do not.
      out.answered.push(...calls.drawing().map(name => POLLING + name));
      for (const one of awaited) if (!idle.includes(one) && wish.known.includes(one)) mattered.add(one);
      out.answered = out.answered.concat([...mattered]);
      out.passed = passed.concat(skipped);
      // A list whose next part was refused is not at its end, and where nothing is there, any refusal may be why.
      const wrong = [...new Set(views(window, wish.frames).map(view => view['NAME']).filter(one => one).map(one => one.failure(!!nothing, mayFail)).filter(one => one))];
      if (wrong.length) Object.assign(out, { ready: false, missing: missing.concat(wrong) });
      if (listed.windowed() && !listed.rows().length) Object.assign(out, { ready: false, missing: out.missing.concat('the list that was scrolled') });
      if (wish.loggedOut && find(wish.loggedOut, document).length) out.loggedOut = true;
      if (wish.blocked && find(wish.blocked, document).length) out.blocked = true;
      if (wish.take) {
        // Measured here, before it goes anywhere: whatever a page holds, no more than the job allows leaves it (R41).
        let room = wish.size;
        const cut = text => { const part = text.length > room ? text.slice(0, room) : text; out.length += text.length; room -= part.length; return part; };
        out.length = 0;
        const texts = flat.take(window, wish).map(one => ({ url: one.url, html: cut(one.html), other: one.other }));
        out.html = texts[0].html;
        out.beyond = flat.beyond(wish);
        if (wish.frames && flat.others(wish, now() - started).late.length) out.beyond.push('a frame has no document of its own after 5 seconds, and is not waited for');
        out.frames = texts.slice(1);
      }
      if (wish.take) {
        out.scripts = modules.known();
        out.scripted = !refused && !!root(document) && within(root(document), 'script').length > 0;
        const all = views(window, wish.frames).map(view => view['NAME']).filter(one => one);
        out.bodies = all.flatMap(one => one.bodies());
        out.leftOut = all.flatMap(one => one.leftOut());
        // Frames that the job does not read may pass loaded data on to the page.
        const reports = views(window, true).map(view => view['NAME']).filter(one => one).map(one => one.calls.report(mayFail));
        out.calls = {};
        for (const name of ['failed', 'fine', 'grew']) out.calls[name] = reports.flatMap(one => one[name]);
      }
      out.away = [...wish.certain, ...wish.possible].filter(kind => wish.others && !present(kind, [flat.look(wish, now()) || document])).map(kind => kind.name);
      out.incidents = {};
      for (const view of views(window, true)) {
        const seen = view['NAME'] ? view['NAME'].state().incidents : {};
        for (const one of Object.keys(seen)) out.incidents[one] = (out.incidents[one] || 0) + seen[one];
      }
      if (wish.take || out.status === 429 || out.status === 503) {
        said().then(found => {
          if (!ready || headed || !redirects.heed(found.refresh, 0)) return answer(Object.assign(out, { said: found }));
          headed = true;
          over = false;
          plan(STEP);
        });
      }
      else answer(out);
    };
    // What may still change the extracted data, once all else is ready.
    const changing = (time, documents, places) => {
      const all = places.map(view => view === window ? own : view['NAME']).filter(one => one);
      const known = wish.wary ? [] : wish.known, pending = [...new Set(all.flatMap(one => one.pending(known)))];
      // Frames of this origin that are not read may write into what is.
      if (!wish.frames) for (const other of views(window, true).slice(1).map(view => view['NAME']).filter(one => one)) {
        const asked = other.state().waiting.filter(one => !one.weak && one.times < POLLS && one.age < LONG).map(one => 'requests of a frame to ' + form(one.url));
        pending.push(...[...other.pending(known), ...asked].filter(one => !known.includes(one) && !pending.includes(one)));
      }
      skipped = wish.wary ? [] : [...new Set(all.flatMap(one => one.skipped(wish.known)))];
      const kinds = [...wish.certain, ...wish.possible.filter(kind => present(kind, documents, places))];
      const doubts = !softly || time - softly < FALSE_START ? kinds.flatMap(kind => doubtful(kind, documents)).filter(one => acted ? !sources.learned(one) : !known.includes(one)) : [];
      pending.push(...doubts);
      if (!pending.length && !softly) return [];
      const seen = digest([...wish.certain, ...wish.possible], wish.links, documents);
      if (!softly) { softly = time; first = latest = seen; all.forEach(one => one.fresh()); }
      else if (seen !== latest) {
        if (seen.replace(/.* /, '') !== latest.replace(/.* /, '')) grown = time;
        latest = seen;
        all.forEach(one => one.fresh());
      }
      pending.forEach(one => awaited.add(one));
      return pending;
    };
    const check = () => {
      if (over) return;
      const time = now(), missing = [];
      if (wish.dismiss.length) dismiss(wish.dismiss);
      const places = views(window, wish.frames);
      let last = changed, waiting = [];
      const coming = [];
      for (const view of places) {
        const other = view === window ? own : view['NAME'];
        if (!other) { if (!flat.initial(view)) last = Math.max(last, time); continue; }
        const state = other.state();
        last = Math.max(last, time - state.still);
        waiting.push(...state.waiting);
        coming.push(...state.timers);
        if (view === window) missing.push(...redirects.pending());
        // A frame that its page writes and does not close is never at its end.
        if (state.loading && (view === window || state.still < wish.quiet + LINK)) missing.push('the end of the document');
      }
      const still = time - last;
      // A copy to look into is made only once it will do for a while.
      if ((wish.frames || flat.rooted()) && still < wish.quiet && time - started < wish.cap) { rested = time; return plan(Math.max(5, wish.quiet - still + 1)); }
      const tree = flat.look(wish, last), documents = tree ? [tree] : places.map(view => view.document);
      const there = selector => documents.some(doc => find(selector, doc).length > 0);
      const absent = [];
      // What is not here may be in a frame of another origin, which is looked into from outside.
      const elsewhere = wish.frames && flat.others(wish, time - started), beyond = wish.others && elsewhere.count > 0;
      const unmet = wish.certain.filter(kind => !met(kind, documents, places) && !(beyond && !present(kind, documents)));
      if (elsewhere) missing.push(...elsewhere.coming);
      absent.push(...unmet.map(kind => kind.name));
      if (wish.ready && !there(wish.ready) && !somewhere(wish.ready, places)) absent.push(wish.readyName);
      const item = wish.possible.find(kind => met(kind, documents, places));
      const some = item || (wish.links.some(there) && { name: 'a link to follow' });
      if (absent.length && root(document) && !flat.rooted() && surveyed < last) { surveyed = time; flat.survey(root(document)); }
      // The links of a page's frame are there before its items: as long as a timer may hold these back, links prove nothing.
      const held = coming.length > 0 && some && !item && !wish.certain.length && !wish.ready && time - started < wish.patience;
      const concrete = absent.length === 0 && (wish.certain.some(kind => kind.each || kind.bodies) || wish.ready || (some && some.name));
      const old = one => one.age >= Math.min(LONG, wish.cap / 2), never = one => concrete && !wish.wary && (wish.known.includes(form(one.url)) || wish.known.includes(POLLING + form(one.url)));
      // Since when nothing but requests has been awaited.
      if (missing.length || absent.length || held || still < wish.quiet) alone = 0; else if (!alone) alone = time;
      vain = concrete && alone && last <= alone ? waiting.filter(one => !one.weak && one.times < POLLS && old(one)).map(one => form(one.url)) : [];
      passed = waiting.filter(one => !one.weak && one.times < POLLS && !old(one) && never(one)).map(one => form(one.url));
      // Items that are there may be all there are; where there are none, only a request that is made again and again is a long poll.
      const proven = concrete && (item || wish.certain.length || wish.ready || !wish.possible.length);
      waiting = waiting.filter(one => !never(one)).filter(one => !(one.weak && concrete) && !(one.times >= POLLS && concrete));
      // Empty fields may be waiting for a slow request, so it gets twice the time.
      const hollow = proven && waiting.some(old) && [...wish.certain, ...wish.possible.filter(kind => present(kind, documents, places))].some(kind => hollowIn(kind, documents));
      waiting = waiting.filter(one => one.age < Math.min(LONG, wish.cap / 2) * (hollow ? 2 : 1) || !proven && one.times < 1);
      missing.push(...absent, ...waiting.map(one => one.url + ' (' + Math.round(one.age) + ' ms)'));
      if (held) missing.push('a timer of the page');
      if (waiting.length || missing.length) rested = time;
      const rest = Math.min(still, time - rested);
      // A document is not still while a short timer is overdue, or while one no longer than the quiet time is pending.
      const near = coming.some(one => one.left <= 0 || one.length <= wish.quiet) && still < Math.min(wish.patience, wish.cap / 2);
      if (near && !held) missing.push('a timer of the page');
      // A link may be part of a frame that stands before the data: it proves less than an item does.
      const unsure = wish.patient || wish.possible.length && !wish.certain.length && !wish.ready && !item;
      const blank = missing.length || still < wish.quiet ? [] : [...wish.certain, ...wish.possible.filter(kind => present(kind, documents, places))].flatMap(kind => unfilled(kind, documents));
      const needed = blank.length ? Math.min(FILL, wish.cap / 2) : !unsure ? wish.quiet : some ? wish.quiet + LINK : wish.quiet + wish.patience;
      // Whether a refusal is a block shows only once it is drawn.
      const turned = refused || [wish.blocked, wish.loggedOut].some(sign => sign && somewhere(sign, places));
      if (turned && still >= wish.quiet && !near && progress(document) !== 'loading') return finish(true, 'a page that turns visitors away', []);
      if (!missing.length && still >= wish.quiet && (needed === wish.quiet || rest >= needed)) {
        soft = wish.take || wish.certain.length || wish.possible.length || wish.links.length ? changing(time, documents, places) : [];
        if (soft.length && time - started < wish.cap) {
          if (time - Math.max(softly, grown) < SOFT && time - softly < wish.cap / 2) return plan(Math.min(STEP, Math.max(5, wish.cap - (time - started) + 1)));
          // A clock never rests; a list that still grows is not whole.
          if (time - grown < RECENT) return finish(false, 'still adding items after ' + Math.round(time - started) + ' ms', soft);
        }
        const what = [...wish.certain.map(kind => kind.name), ...(wish.ready ? [wish.readyName] : []), ...(some ? [some.name] : [])];
        return finish(true, (what.length ? what.join(', ') + ' there' : wish.possible.length ? 'none of the items here' : 'nothing awaited') + ', quiet for ' + Math.round(still) + ' ms', blank, !what.length && wish.possible.length > 0);
      }
      if (time - started >= wish.cap) {
        if (still < wish.quiet) missing.push('the page was still changing');
        return finish(false, 'not ready after ' + Math.round(time - started) + ' ms', missing);
      }
      // The heartbeat is for what no event tells: a change in a frame, a request that has grown old.
      const next = missing.length ? (still < wish.quiet ? wish.quiet - still : held || near ? Math.min(HEARTBEAT, ...coming.map(one => one.left)) : HEARTBEAT) : needed === wish.quiet ? wish.quiet - still : needed - rest;
      plan(Math.max(5, Math.min(next + 1, wish.cap - (time - started) + 1)));
    };
    const code = status()[0];
    if (location.protocol === 'chrome-error:' || !/html/.test(kind(document)) || (code && !(wish.statuses.length ? wish.statuses.includes(code) : code >= 200 && code < 300))) {
      refused = true;
      if (!wish.blocked) return finish(true, 'refused by status or kind', []);
    }
    wake = () => { if (!over && due > now() + wish.quiet) plan(wish.quiet); };
    // On a busy machine the page's own timers may be overdue: they come first, in the order of their times.
    plan(OVERDUE);
  });
