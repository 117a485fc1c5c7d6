  // A list that grows while it is scrolled: down to its end again and again, until nothing comes any more (R59). A way
  // down goes by less than a screen at a time, so that what watches for its coming into view sees it, and that of a list
  // which keeps only the rows on screen each two views have one in common.
  const PARTS = 0.9, REST = [300, 600, 1200], STALLS = 20, BOXES = 50, BACKS = 8, LEAST = 64;
  const ANSWERS = 5000;        // so long the requests of one move are awaited
  const DOUBT = 10000;         // so long in all rows are waited for in places where perhaps none are to come
  // What has answered twice since the last action and brought nothing is polling. What an action began is hardly a long poll.
  const busy = () => own.state().waiting.some(one => !one.weak && one.age < (now() - one.age >= began ? 2 * LONG : LONG) && one.times < POLLS);
  // The lists of the document that was scrolled: this one, or a frame's.
  let listed = lists;
  // Where none of the items is in this document, but some are in a frame's: that one, brought into view, for a frame that is
  // not seen asks for nothing more.
  const framed = wish => {
    const has = view => [...wish.items.map(one => one.each), ...wish.in ? [wish.in] : []].some(selector => find(selector, view.document).length > 0);
    const inner = wish.frames && !has(window) ? views(window, true).slice(1).find(view => view['NAME'] && has(view)) : null;
    for (let up = inner; up && up !== window; up = up.parent) up.frameElement.scrollIntoView({ block: 'start', behavior: 'instant' });
    return inner;
  };
  // The box that was scrolled, where the job names it.
  let boxed = null;
  // Where no kind of items has a list yet, what the job follows may be the list.
  const listing = wish => {
    const many = views(window, wish.frames).some(view => wish.items.some(one => find(one.each, view.document).length > 1));
    return many ? wish.items : wish.items.concat((wish.links || []).map(one => Object.assign({ followed: true }, one)));
  };
  // wish: {items: [{each, required}], links, in, count, seen, dismiss, quiet, scrolls, cap, size, frames}
  const scroll = asked => {
    const wish = Object.assign({}, asked, { items: listing(asked) }), inner = framed(wish);
    boxed = wish.in;
    if (!inner) return scrollHere(wish);
    listed = inner['NAME'].lists;
    return new Promise(answer => {
      // A frame that goes elsewhere takes its answer along.
      later(() => answer(Object.assign(head(), { how: 'time', scrolls: 0, items: 0, took: wish.cap })), wish.cap + 500);
      inner['NAME'].scroll(wish).then(told => answer(Object.assign(told, head())));
    });
  };
  const frameOf = (box, given) => {
    const own = box === document.scrollingElement || box === root(document), rect = own ? { top: 0, left: 0 } : parts.boxOf(box);
    const top = own ? 0 : rect.top + box.clientTop, height = own ? window.innerHeight : box.clientHeight;
    return { box, given: !!given, screen: { top, left: rect.left, bottom: top + height }, top: box.scrollTop, left: box.scrollLeft, height };
  };
  const put = (box, top) => { act(); box.scrollTo({ top, behavior: 'instant' }); };
  const turns = element => /auto|scroll|overlay/.test(getComputedStyle(element).overflowY) && element.scrollHeight > element.clientHeight + 1;
  const boxFor = (element, known = new Map()) => {
    if (!element || element === root(document)) return document.scrollingElement || root(document);
    if (known.has(element)) return known.get(element);
    // What a body hides or scrolls is the window's to do, unless the root has a rule of its own.
    const own = turns(element) && (element !== document.body || getComputedStyle(root(document)).overflowY !== 'visible');
    const box = own ? element : boxFor(outwards(element), known);
    known.set(element, box);
    return box;
  };
  // The boxes that what these selectors find is in; that of a single element only where there is no list. A box inside an
  // item is part of it.
  const boxesOf = selectors => {
    const found = selectors.map(one => find(one, document)).filter(one => one.length), many = found.filter(one => one.length > 1);
    const those = (many.length ? many : found).flat(), items = new Set(those), known = new Map();
    const inside = box => { for (let up = box; up; up = outwards(up)) if (items.has(up)) return true; return false; };
    return [...new Set(those.map(one => boxFor(outwards(one), known)))].filter(box => !inside(box));
  };
  const around = selectors => boxesOf(selectors)[0] || document.scrollingElement || root(document);
  const screenOf = box => Math.max(box.clientHeight, 100);
  // A way down a box. rows: what takes in those on screen; full: is called where there are more of them than allowed
  const way = (rows, ended, full, given) => {
    let at = 0, stalls = 0, doubt = DOUBT, stride = 0, good = 0;
    // Takes in what is on screen once it is all there.
    const gather = (box, then) => {
      const far = at, screen = screenOf(box);
      let backs = 0, since = now(), blank = false;
      const look = () => {
        const past = now() - since, sure = rows.windowed(), waits = busy();
        const patient = sure ? waits || past < REST[2] : past < doubt && (past < REST[blank ? 2 : 0] || waits);
        // Cells are drawn before their data are there: what the last move asked for comes first.
        if (sure && waits && past < ANSWERS && !ended()) return later(look, TICK);
        const how = rows.gather(frameOf(box, given), ended() || !patient || backs > BACKS);
        if (how === 'full') return full();
        blank = how === 'blank';
        if (blank || how === 'wait') return past < FRAME ? drawn(look) : later(look, TICK);
        if (how === 'torn') {
          // Too far: a shorter way from where something was recognized; in vain, it goes on from here.
          const least = Math.max(1, screen / LEAST);
          if (rows.windowed() && stride > least) stride = Math.max(least, stride / 2); else backs = BACKS;
          at = backs++ < BACKS ? good + stride : far;
          since = now();
          put(box, at);
          return drawn(look);
        }
        if (!sure && past > FRAME) doubt -= past;
        good = box.scrollTop;
        stride = Math.min(screen * PARTS, stride * 1.25 || screen);
        then();
      };
      look();
    };
    return {
      at: () => at,
      from: top => { at = top; },
      // Whether it could go on, to this end at most.
      on: (box, end) => {
        // Counted here, not read back: a page that puts itself elsewhere does not make the way endless. A list whose rows
        // turn out to be of another height than it took them for puts itself elsewhere, too, by less than a screen.
        const screen = screenOf(box), real = rows.windowed() && at <= end - screen ? Math.max(box.scrollTop, at - screen) : at, next = Math.min(real + stride, end);
        if (next <= at && next < end && ++stalls > STALLS) return false;
        at = next;
        put(box, at);
        return true;
      },
      to: (box, top, then) => { at = top; put(box, at); drawn(() => gather(box, then)); },
      gather,
    };
  };
  const scrollHere = wish => new Promise(answer => {
    flat.unlock(wish.closed);
    const started = now(), ended = () => now() - started >= wish.cap;
    let scrolls = 0, idle = 0, route = null, current = null;
    const done = [];
    const selectors = wish.items.map(one => one.each), items = lists.count;
    const tell = how => answer(Object.assign(head(), { how, scrolls, items: items(), took: Math.round(now() - started), windowed: lists.windowed() }, lists.told()));
    // Where the list has dropped all of its rows, its last ones are brought back: the document is known by them.
    const finish = how => {
      const last = current ? lists.dropped() : null;
      if (last === null) return tell(how);
      const from = now(), look = () => lists.dropped() === null || now() - from > REST[2] ? tell(how) : later(look, TICK);
      put(current, Math.max(0, last - screenOf(current) / 2));
      drawn(look);
    };
    const reached = () => wish.count && items() >= wish.count ? 'count' : wish.seen && find(wish.seen, document).some(visible) ? 'seen' : '';
    // The boxes that the lists are in, one after the other.
    const next = () => {
      const boxes = boxesOf(selectors);
      return boxes.find(one => !done.includes(one)) || (boxes.length ? boxes[0] : around([]));
    };
    const rested = box => {
      done.push(box);
      const other = done.length < BOXES && !wish.in && boxesOf(selectors).some(one => !done.includes(one));
      if (!other) return finish('rest');
      idle = 0;
      down();
    };
    const reversed = box => box.scrollTop < 0 || /column-reverse/.test(getComputedStyle(box).flexDirection);
    // A list that begins at its end has its earlier rows above: up, until no more of them come.
    const rise = (box, then) => {
      const top = reversed(box) ? -box.scrollHeight : 0, size = () => items() + ' ' + box.scrollHeight, before = size(), began = now();
      scrolls++;
      put(box, top);
      const watch = () => {
        if (reached() || ended() || scrolls >= wish.scrolls) return then();
        if (size() !== before) {
          idle = 0;
          // Who is at the top already is not seen to come there.
          put(box, top + Math.min(200, box.clientHeight / 2));
          return drawn(() => rise(box, then));
        }
        if (busy() || now() - began < SOFT && sources.since(acted) || now() - began < REST[idle]) return later(watch, TICK);
        if (++idle === REST.length - 1) { idle = 0; return then(); }
        put(box, top + Math.min(200, box.clientHeight / 2));
        drawn(() => { put(box, top); later(watch, TICK); });
      };
      drawn(watch);
    };
    const down = () => {
      dismiss(wish.dismiss);
      const box = wish.in ? find(wish.in, document)[0] : next();
      const how = reached() || (ended() ? box ? 'time' : 'nowhere' : scrolls >= wish.scrolls ? 'scrolls' : '');
      if (how) return finish(how);
      if (!box) return later(down, TICK);
      const grown = () => selectors.length ? items() : box.scrollHeight;
      const go = () => {
        scrolls++;
        const before = grown(), end = box.scrollHeight, screen = Math.max(box.clientHeight, 100);
        const step = () => {
          if (!route.on(box, end)) return finish('stuck');
          drawn(() => route.gather(box, () => {
            if (wish.count && lists.windowed() && reached()) return down();
            if (route.at() < end && !ended()) step(); else arrive();
          }));
        };
        const arrive = () => {
          const arrived = now();
          const watch = () => {
            lists.gather(frameOf(box, wish.in), false);
            if (reached() || ended()) return down();
            if (grown() > before) { idle = 0; route.from(Math.max(0, end - screen)); return down(); }
            const state = own.state(), past = now() - arrived;
            const soon = past < SOFT && sources.since(acted) || past < 3000 && state.still < wish.quiet;
            if (busy() || soon || past < REST[idle]) return later(watch, TICK);
            if (++idle === REST.length) return rested(box);
            // Some wait for the end to come into view, or for a move at all.
            route.to(box, Math.max(0, end - 2 * screen), down);
          };
          watch();
        };
        step();
      };
      if (current === box) return go();
      // The first rows are those at its top.
      if (!current) lists.begin(wish.items, wish.size, wish.in);
      current = box;
      route = way(lists, ended, () => finish('size'), wish.in);
      const begin = () => route.to(box, 0, go);
      if (reversed(box)) {
        const all = () => selectors.flatMap(one => find(one, document)), here = all().map(one => ({ one, says: parts.contentOf(one) }));
        return rise(box, () => {
          const texts = new Set(all().map(parts.contentOf));
          if (!here.every(({ one, says }) => attached(one) || texts.has(says))) return finish('dropped');
          if (reached() || ended() || scrolls >= wish.scrolls) down(); else rested(box);
        });
      }
      if (box.scrollTop > 1) rise(box, begin); else begin();
    };
    down();
  });
