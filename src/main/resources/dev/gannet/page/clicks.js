  const FRAME = 100, TICK = 50;
  const drawn = then => {
    let over = false;
    const once = () => { if (!over) { over = true; then(); } };
    window.requestAnimationFrame(() => later(once, 0));   // who watches is told after the frame
    later(once, FRAME);          // a document that is not drawn has no frames
  };

  // How many a list has in all of its rows that keeps few of them in the document; 0 where all are in it.
  const hidden = target => {
    if (!lists.windowed()) return 0;
    const here = find(target, document).length, all = find(target, new DOMParser().parseFromString(flat.take(window, {})[0].html, 'text/html')).length;
    return all > here ? all : 0;
  };
  // Brings the element of this number in such a list into view, to be clicked. It is found on a way down the list from its
  // top, and goes on where the last one was, wherever the page has put itself meanwhile.
  // wish: {target, index, cap}
  let walk = null;
  const reach = wish => new Promise(answer => {
    const started = now(), name = JSON.stringify(wish.target), begun = walk && walk.name === name;
    const finish = there => answer(Object.assign(head(), { there }));
    const box = () => boxed && find(boxed, document)[0] || boxOfKind() || around([walk.rows.kind.each]);
    const boxOfKind = () => { const own_ = walk.rows.kind.box; return own_ && attached(own_) ? own_ : null; };
    let ends = 0, tries = 0;
    if (!begun) {
      if (!lists.windowed()) return finish(false);
      walk = { name, rows: lists.track(wish.target), top: 0 };
      walk.way = way(walk.rows, () => walk.ended(), () => finish(false), boxed);
    }
    walk.ended = () => now() - started >= wish.cap;
    walk.element = null;
    const look = () => {
      const place = box(), spot = walk.rows.spot(wish.index), end = place.scrollHeight;
      if (walk.rows.torn() || walk.ended()) return finish(false);
      if (spot && spot.element && attached(spot.element)) {
        walk.element = spot.element;
        walk.top = place.scrollTop;
        return finish(true);
      }
      if (spot) return tries++ < REST.length ? walk.way.to(place, Math.max(0, spot.top - place.clientHeight / 2), look) : finish(false);
      if (walk.way.at() < end) return walk.way.on(place, end) ? drawn(() => walk.way.gather(place, look)) : finish(false);
      // More of it may come.
      if (ends === REST.length) return finish(false);
      later(() => walk.way.gather(place, look), REST[ends++]);
    };
    walk.way.to(box(), walk.top, look);
  });

  // Browsers ignore routes beyond some hundreds in ten seconds: a click and the way back are two of them.
  // wish: {cap}
  const ROUTES = 100, SPELL = 10500;
  let routes = [];
  const paced = wish => new Promise(answer => {
    routes = routes.filter(time => now() - time < SPELL);
    later(() => answer(head()), routes.length < ROUTES ? 0 : Math.min(wish.cap, SPELL - (now() - routes[0])));
  });
  // One element is clicked, and where that leads is told. It leads nowhere when two frames later nothing has come of it and
  // neither a request nor a timer is under way that it began.
  // wish: {target, index, reached, found, cap}; reached: whether it is the one that was brought into view
  const press = wish => new Promise(answer => {
    const started = now(), element = wish.reached ? walk && walk.element : find(wish.target, document)[wish.index], before = Object.assign({}, incidents);
    const finish = what => {
      const tried = {};
      for (const one of Object.keys(incidents)) if (incidents[one] > (before[one] || 0)) tried[one] = incidents[one] - (before[one] || 0);
      answer(Object.assign(head(), { incidents: tried, whole: find(wish.target, document).length >= (wish.reached ? 1 : wish.found) }, what));
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
  // wish: {target, least, count, cap}; count: whether all in the list are counted
  const back = wish => new Promise(answer => {
    const started = now(), from = trail ? trail.from : location.href;
    const lost = trail && trail.replaced && !trail.pushes;     // no way back leads out of what was replaced
    if (trail && (trail.pushes || trail.replaced)) for (let i = 0; i <= trail.pushes; i++) routes.push(now());
    if (trail && trail.pushes) { history.go(-trail.pushes); trail.pushes = 0; }
    const check = () => {
      const found = find(wish.target, document).length, there = location.href === from && found >= wish.least;
      if (there || lost || now() - started >= wish.cap) return answer(Object.assign(head(), { there, found, hidden: wish.count ? hidden(wish.target) : 0 }));
      later(check, TICK / 5);
    };
    check();
  });
