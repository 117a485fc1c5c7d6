  // What became of the calls that the page's scripts made to its own site: which failed and did not succeed later, and which
  // were followed by growth of what the job extracts.
  const calls = (() => {
    const WITHIN = 500;        // so soon after an answer, growth is taken for its effect
    const PERHAPS = 2500;      // ms in which growth may still be its effect: some pages wait for a second answer before they draw
    const JUST = 100;          // ms by which a replacing call may begin before the page abandons the other
    const MOST = 200, LOOKS = 50, REPORTED = 30;
    const TRIED_AGAIN = /^(408|425|429|5\d\d|unreadable|abandoned|error)$/;   // outcomes that another attempt may change
    const forms = new Map();   // form of a URL -> {fine, grew, perhaps: whether it may have grown, drew: whether the document changed after an answer, answered: when calls that succeeded began and ended, and after which action}
    const wrong = new Map();   // URL and content -> what became of the last call
    let count = null, looks = [], looked = 0;
    const look = () => {
      for (const one of looks) {
        // Timers run late on a busy machine.
        const soon = now() - one.since < 2 * WITHIN;
        if (count && count() > one.before) one.known[soon ? 'grew' : 'perhaps'] = true;
        if (changed > one.since && soon) one.known.drew = true;
      }
      looks = looks.filter(one => one.before < 0 || now() - one.since < PERHAPS);
    };
    // Retries often add a cache buster.
    const NAMED = /[?&](?:_|cb|cache|nocache|cachebust|rnd|rand|random|retry|attempt)=[^&\s]*/gi, TIMED = /[?&]\w+=(?:1[5-9]\d{8}(?:\d{3})?|0\.\d{6,})(?=&|\s|$)/g;
    const plain = text => text.replace(NAMED, '').replace(TIMED, '').replace(/(^|\s)([^?&\s]*)&/g, '$1$2?');
    // Servers do not report the end of a list by 401 or 403.
    const barred = one => /^40[13]$/.test(one.failure) && forms.get(one.name).grew;
    const refused = one => one.foreign || !TRIED_AGAIN.test(one.failure) && !barred(one);
    // A refusal after a success of the same form is the end of a list. A later call replaces an abandoned one.
    const excused = one => one.failure === 'abandoned' ? forms.get(one.name).answered.some(other => other.since > one.at - JUST) : refused(one) && forms.get(one.name).fine;
    return {
      plain,
      // How many items there are, while a page is read.
      census: how => {
        count = how;
        // Where the document changed before anybody counted, that may have been the answer's effect.
        for (const one of looks) if (one.before < 0) one.before = changed > one.since ? 0 : count();
      },
      // The page repeats the call, so it has not abandoned it.
      begun: known => { const one = wrong.get(plain(known)); if (one && one.failure === 'abandoned') wrong.delete(plain(known)); },
      // Whether the server refused the call while it answered concurrent calls of the same form: each call loads a part of one
      // row, and not all rows have that part. Pages load the parts of a list one after the other.
      beside: one => {
        const known = !TRIED_AGAIN.test(one.wrong) && forms.get(form(one.url));
        return !!known && known.answered.some(other => other.round === one.round && other.since < one.until && one.since < other.until);
      },
      // foreign: whether the request went to another site, where most requests load no data
      // body: prefix of the URL if this is about the body of an answer, which can fail although the call did not
      ended: (url, known, failure, foreign, begun, body) => {
        const name = body + form(url);
        if (!forms.has(name) && forms.size < MOST) forms.set(name, { fine: false, grew: false, perhaps: false, drew: false, answered: [] });
        const one = forms.get(name);
        if (!one) return;
        if (failure) {
          if (wrong.size < MOST) wrong.set(plain(known), { url, name, failure: String(failure), foreign, at: now() });
          return;
        }
        if (begun && one.answered.length < MOST) one.answered.push({ since: begun.since, until: now(), round: begun.round });
        wrong.delete(plain(known));
        wrong.delete(plain(url + ' body'));
        one.fine = true;
        look();
        if (++looked > LOOKS) { one.drew = true; return; }
        looks.push({ known: one, since: now(), before: count ? count() : -1 });
        later(look, WITHIN);
        later(look, PERHAPS - 1);
      },
      // Whether no answer changed the document.
      idle: name => { look(); const one = forms.get(name); return !!one && one.fine && !one.drew; },
      drawing: () => { look(); return [...forms].filter(([, one]) => one.drew).map(([name]) => name).slice(0, REPORTED); },
      report: mayFail => {
        modules.read();
        look();
        // A success that may have brought rows late is no evidence that the call is harmless.
        const named = test => [...forms].filter(([, one]) => test(one)).map(([name]) => name).slice(0, MOST);
        const failed = [...wrong.values()].filter(one => one.failure !== 'unparsed' && !excused(one) && !mayFail.some(glob => fits(one.url, glob)))
          .map(one => ({ form: one.name, what: outcome(one.url, one.failure), refused: refused(one) }));
        return { failed: failed.slice(0, REPORTED), fine: named(one => one.fine && (one.grew || !one.perhaps)), grew: named(one => one.grew) };
      },
    };
  })();
