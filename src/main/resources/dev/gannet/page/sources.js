  // What may still change the page although no request is pending: timers, intervals, animation frames, idle callbacks,
  // messages, streams, images and animations. The hooks report each; its key names it again on pages of the same form, so
  // that sources which change nothing that the job extracts are learned and not awaited there.
  const sources = (() => {
    const SOON = 5000;         // a source that is due later is not awaited
    const SILENT = 3000;       // a connection without a message for so long, or for several times its pace, is silent
    const PACES = 3;
    const TICKS = 3;           // a source that fired so often, over at least STEADY, and changed nothing is a ticker
    const STEADY = 6000;
    const LATE = 2000;         // a frame that is due comes so late at most, on a busy machine
    const BURST = 500;         // messages of a page to itself that come so close together belong together
    const MOST = 2000;         // open sources that are known at a time
    const open = new Map();    // number -> {key, kind, length, since, due, last, pace, heard, asked: whether an answer is due}
    const fired = new Map();   // key -> {count, since}: how often it fired since the extracted data last changed
    const vain = new Map();    // key -> how often it was awaited in this document and changed nothing
    // What was asked at the same time fires once: began is when this one was asked.
    const fire = (key, began = Infinity) => {
      const one = fired.get(key) || { count: 0, since: now(), last: -Infinity };
      if (began < one.last) return;
      one.last = now();
      one.count++;
      fired.set(key, one);
    };
    // Since when frames that may send messages are there, or 0.
    const frames = new WeakMap();
    const framed = () => {
      let last = 0;
      if (root(document)) for (const frame of within(root(document), 'iframe[src]:not([loading=lazy]),iframe[srcdoc],frame[src]')) {
        if (/^(about|javascript):/.test(frame.getAttribute('src') || '')) continue;
        if (!frames.has(frame)) frames.set(frame, now());
        last = Math.max(last, frames.get(frame));
      }
      return last;
    };
    // Whether something goes on in a frame of this origin, which may end with a message.
    const working = () => framed() > 0 && views(window, true).slice(1).some(view => view['NAME'] && view['NAME'].pending([]).length > 0);
    const ends = {
      timer: one => one.due + SOON / 2,
      interval: one => one.last + 2 * one.length + SILENT,
      frames: one => one.last + LATE,
      idle: one => one.since + SOON / 2,
      loads: one => one.since + SOON,
      answers: one => one.last + SOON,
      bursts: one => one.last + BURST,
      stream: one => one.last + SOON,
      // Of a window or a port that nothing was sent to, messages can only come from a frame.
      letters: one => one.asked ? one.last + SOON : Math.max(working() ? now() + BURST : 0, one.heard ? one.last + Math.max(SILENT, PACES * one.pace) : framed() ? Math.max(one.since, framed()) + SILENT : 0),
      messages: one => one.last + (one.asked ? SOON : Math.max(SILENT, PACES * one.pace)),
    };
    const add = (number, kind, key, length) => {
      if (open.size >= MOST) return;
      const time = now();
      open.set(number, { key, kind, length, since: time, due: time + length, last: time, pace: 0, heard: false, asked: kind !== 'letters' });
    };
    const heed = (what, number, kind, key, length) => {
      if (what === 's') return add(number, kind, key, Number(length) || 0);
      const one = open.get(number);
      if (!one) return;
      const time = now();
      if (what === 'a') {
        if (one.heard) one.pace = Math.max(one.pace / 2, time - one.last);
        one.heard = true;
        one.asked = false;
        one.last = time;
        fire(one.key);
      }
      if (what === 'q') { one.asked = true; one.since = one.last = time; }
      if (what === 'z') { open.delete(number); if (one.kind === 'timer') fire(one.key); }
    };
    // Of an animation only its end can matter. Pages hear of it with the first frame after it, which comes late on a busy
    // machine: until then it goes on.
    let playing = [], ending = 0;
    const animation = (name, target) => 'the animation ' + name + (target ? ' of ' + parts.nameOf(target) + '.' + (parts.attribute(target, 'class') || '').replace(/\d+/g, '#').slice(0, 100) : '');
    const running = () => document.getAnimations ? document.getAnimations().filter(one => {
      const timing = one.playState === 'running' && one.effect && one.effect.getComputedTiming();
      return timing && timing.endTime < Infinity && timing.endTime - (Number(one.currentTime) || 0) < SOON;
    }).map(one => animation(one.transitionProperty || one.animationName || one.id || 'of a script', one.effect.target)) : [];
    const moving = () => {
      const all = running();
      if (all.length) { playing = all; ending = 0; return all; }
      if (playing.length && !ending) {
        ending = now();
        window.requestAnimationFrame(() => later(() => { playing = []; ending = 0; }, 0));
      }
      return ending && now() - ending < LATE ? playing : [];
    };
    const played = new WeakMap();  // element -> the numbers of its animations by name
    let serial = 0;
    const play = (event, name) => {
      const all = played.get(event.target) || new Map(), number = 'p' + ++serial;
      played.set(event.target, all.set(name, number));
      add(number, 'loads', animation(name, event.target), 0);
    };
    const stop = (event, name) => {
      const all = played.get(event.target);
      if (all && all.has(name)) { open.delete(all.get(name)); all.delete(name); }
    };
    for (const [type, what, name] of [['transitionrun', play, 'propertyName'], ['transitionend', stop, 'propertyName'], ['transitioncancel', stop, 'propertyName'],
      ['animationstart', play, 'animationName'], ['animationend', stop, 'animationName'], ['animationcancel', stop, 'animationName']]) {
      window.addEventListener(type, event => what(event, event[name]), { capture: true, passive: true });
    }
    // Who listens for what comes to all alike: one that is new may bring something although the others did not.
    const listeners = new Set();
    const listening = what => [...listeners].filter(one => one.startsWith(what + ' #'));
    const sum = text => { let all = 7; for (let i = 0; i < text.length; i++) all = (Math.imul(all, 31) + text.charCodeAt(i)) | 0; return (all >>> 0) % 1000000; };
    const loading = () => {
      const out = [], written = css => root(document) ? within(root(document), css) : [];
      // What is written with a handler reports it to nobody.
      const code = element => ' #' + sum(parts.attribute(element, 'onload'));
      if (progress(document) !== 'complete' && now() <= SOON) {
        out.push('the load event', ...listening('the load event'), ...written('body[onload]').map(body => 'the load event' + code(body)));
      }
      if (document.fonts && document.fonts.status === 'loading') out.push('fonts', ...listening('fonts'));
      out.push(...written('img[onload]').filter(image => !image.complete && image.loading !== 'lazy').map(image => 'an image' + code(image)));
      return out;
    };
    const endless = one => /messages|letters|bursts|interval|stream/.test(one.kind);
    const live = () => {
      const time = now();
      for (const [number, one] of open) if (ends[one.kind](one) < time && !endless(one)) open.delete(number);
      return [...open.values()].filter(one => ends[one.kind](one) >= time);
    };
    const ticks = name => { const one = fired.get(name.replace(/^more /, '')); return !!one && one.count >= TICKS && now() - one.since >= STEADY; };
    // After an action all matters but what was awaited in vain in this very document.
    const matters = (key, began, known, acted) => !ticks(key) && (acted && began >= acted ? (vain.get(key) || 0) < TICKS : !vain.has(key) && !known.includes(key));
    // That a connection has no more to say after its answer tells nothing of the answer.
    const named = one => !one.asked && (one.kind === 'messages' || one.kind === 'letters' && one.heard) ? 'more ' + one.key : one.key;
    const animated = () => { const some = moving(); return some.length ? some.concat(listening('an animation')) : some; };
    const all = () => live().map(one => [named(one), one.since]).concat(animated().concat(loading()).map(key => [key, now()]));
    const keys = pairs => [...new Set(pairs.map(([key]) => key))];
    return {
      heed,
      handled: key => listeners.add(key),
      fire,
      matters,
      // The extracted data have changed: what fired before may have changed them.
      changed: () => fired.clear(),
      // What was awaited changed nothing.
      idle: some => some.forEach(key => vain.set(key, (vain.get(key) || 0) + 1)),
      learned: key => vain.has(key),
      // The keys of what may still bring a change. acted: when the page was last acted on, or 0.
      pending: (known, acted) => keys(all().filter(([key, began]) => matters(key, began, known, acted))),
      // The keys of what is not awaited because pages of this form await it in vain.
      skipped: (known, acted) => keys(all().filter(([key, began]) => known.includes(key) && !ticks(key) && !matters(key, began, known, acted))),
      // Whether something that began at that time or later may still bring a change.
      since: time => live().some(one => one.since >= time && matters(named(one), one.since, [], time)),
      // Whether something that began at that time or later goes on, and is no ticker. What never ends and was awaited in vain
      // is given a while.
      lasting: (time, past) => live().some(one => one.since >= time && !ticks(one.key) && (past < SILENT || !endless(one) || !vain.has(named(one)))),
    };
  })();
  // The extracted data as a number: it is another when an item is added, or a text or a value of one changes.
  const digest = (kinds, links, documents) => {
    const { attribute, contentOf, elementOf, namesOf } = parts;
    let sum = 7, count = 0;
    const put = text => { for (let i = 0; i < text.length; i++) sum = (Math.imul(sum, 31) + text.charCodeAt(i)) | 0; sum = (Math.imul(sum, 31) + 1) | 0; };
    const LOOKS = /^(class|style|id|role|tabindex|aria-.*)$/;
    const item = element => {
      count++;
      put(contentOf(element));
      for (const one of elementOf(element) ? [element, ...within(element, '*').slice(0, 500)] : []) {
        for (const name of namesOf(one)) if (!LOOKS.test(name)) put(name + '=' + attribute(one, name));
        if (one instanceof HTMLInputElement || one instanceof HTMLSelectElement || one instanceof HTMLTextAreaElement) put(String(one.value));
      }
    };
    const all = kinds.flatMap(kind => (kind.each ? [kind.each] : []).concat(kind.each && kind.inItem ? [] : kind.values.map(value => value.selector).filter(one => one)));
    for (const doc of documents) {
      all.forEach(selector => find(selector, doc).forEach(item));
      links.forEach(selector => find(selector, doc).forEach(item));
      if (!all.length && doc.body) put(contentOf(doc.body));
    }
    return sum + ' ' + count;
  };
