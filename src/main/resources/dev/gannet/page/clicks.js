  const FRAME = 100, TICK = 50;
  const drawn = then => {
    let over = false;
    const once = () => { if (!over) { over = true; then(); } };
    window.requestAnimationFrame(() => later(once, 0));   // who watches is told after the frame
    later(once, FRAME);          // a document that is not drawn has no frames
  };

  // One element is clicked, and where that leads is told. It leads nowhere when two frames later nothing has come of it and
  // neither a request nor a timer is under way that it began.
  // wish: {target, index, cap}
  const press = wish => new Promise(answer => {
    const started = now(), element = find(wish.target, document)[wish.index], before = Object.assign({}, incidents);
    const finish = what => {
      const tried = {};
      for (const one of Object.keys(incidents)) if (incidents[one] > (before[one] || 0)) tried[one] = incidents[one] - (before[one] || 0);
      answer(Object.assign(head(), { incidents: tried, left: find(wish.target, document).length }, what));
    };
    if (!element) return finish({ absent: true });
    read();
    // What the click before led to after it was told.
    late = trail && trail.last !== trail.told ? trail.last : '';
    trail = { last: '', told: '', pushes: 0, replaced: false, from: location.href };
    const link = element.closest('a[target],area[target]'), target = link && link.getAttribute('target');
    if (link) link.removeAttribute('target');
    for (const [kind, Kind] of [['pointerdown', PointerEvent], ['mousedown', MouseEvent], ['pointerup', PointerEvent], ['mouseup', MouseEvent], ['click', PointerEvent]]) {
      EventTarget.prototype.dispatchEvent.call(element, new Kind(kind, { bubbles: true, cancelable: true, composed: true, view: window, button: 0, detail: 1 }));
    }
    if (link) link.setAttribute('target', target);
    let frames = 0;
    const watch = () => {
      const state = own.state(), past = now() - started;
      const busy = state.timers.length > 0 || sources.since(started) || now() - ran < TICK || state.waiting.some(one => !one.weak && one.age <= past);
      if (trail.last && frames >= 1 || past >= wish.cap || frames >= 2 && !busy) {
        trail.told = trail.last;
        return finish({ to: [late, trail.last].filter(url => url), pushes: trail.pushes, replaced: trail.replaced });
      }
      frames++;
      if (frames > 2) later(watch, TICK); else drawn(watch);
    };
    watch();
  });

  // Out of the routes that the last click went into.
  // wish: {target, least, cap}
  const back = wish => new Promise(answer => {
    const started = now(), from = trail ? trail.from : location.href;
    const lost = trail && trail.replaced && !trail.pushes;     // no way back leads out of what was replaced
    if (trail && trail.pushes) { history.go(-trail.pushes); trail.pushes = 0; }
    const check = () => {
      const found = find(wish.target, document).length, there = location.href === from && found >= wish.least;
      if (there || lost || now() - started >= wish.cap) return answer(Object.assign(head(), { there, found }));
      later(check, TICK / 5);
    };
    check();
  });
