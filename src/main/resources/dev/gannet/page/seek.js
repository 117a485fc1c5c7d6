// The one wait of steps: answers with the element that one of several selectors finds once it is as wanted, or with why each
// of them found none when the time is over.
// wish: {choices, wanted, at, cap}, answer: {element, index, count, whys}
const seek = (wish, answer) => {
  const { around, attribute, boxOf, contains, matches, nameOf, shadowOf } = parts;
  const HEARTBEAT = 100, FRAME = 400, STARTING = 3000, SIDES = ['center', 'start', 'end', 'nearest'];
  const now = performance.now.bind(performance), started = now(), left = () => wish.cap - (now() - started);
  const pointAt = { 9: Document.prototype.elementFromPoint, 11: ShadowRoot.prototype.elementFromPoint };
  const rectsOf = Element.prototype.getClientRects, into = Element.prototype.scrollIntoView, attached = Object.getOwnPropertyDescriptor(Node.prototype, 'isConnected').get;
  const allAnimations = Document.prototype.getAnimations, animations = Element.prototype.getAnimations;
  // One whose timeline stands still (of a source that cannot be scrolled) never begins.
  const begins = one => one.pending && one.timeline && one.timeline.currentTime !== null;
  let timer = 0, due = 0, over = false, looking = false, turns = 0, ended = 0, cost = 0;
  const observer = new MutationObserver(() => plan(0));
  const plan = most => {
    // A look at a large page may take long: the page has at least as much time for itself.
    const next = Math.max(now() + most, ended + 2 * cost);
    if (over || looking || timer && due <= next) return;
    clearTimeout(timer);
    due = next;
    timer = setTimeout(look, next - now());
  };
  const finish = what => {
    over = true;
    clearTimeout(timer);
    observer.disconnect();
    answer(Object.assign({ element: null, index: -1, count: 0, whys: [] }, what));
  };

  const brief = element => {
    const named = ['id', 'class', 'role'].map(name => [name, (attribute(element, name) || '').replace(/\s+/g, ' ').trim()]).filter(pair => pair[1]);
    const text = named.map(([name, value]) => ' ' + name + '=' + (/[\s"=<>]/.test(value) ? JSON.stringify(value) : value)).join('');
    return '<' + nameOf(element) + (text.length > 80 ? text.slice(0, 79) + '…' : text) + '>';
  };
  const DISABLED = ':is(button,input,select,textarea,option,optgroup):disabled,[aria-disabled=true i]';
  const unfit = element => {
    const off = around(element, one => matches(one, DISABLED));
    if (off) return off === element ? 'is disabled' : 'is in ' + brief(off) + ', which is disabled';
    if (wish.wanted !== 'editable') return '';
    const control = matches(element, 'input,textarea,select');
    if (!control && !element.isContentEditable && !matches(element, '[role=textbox],[role=searchbox],[role=combobox],[role=spinbutton]')) return 'takes no text: it is a ' + brief(element);
    return control && element.readOnly === true || attribute(element, 'aria-readonly') === 'true' ? 'is read-only' : '';
  };
  // In the middle of what is seen of its first box, as drivers have it (WebDriver, section 12.1), or where it is said.
  const point = element => {
    const box = boxOf(element);
    if (wish.at) return [box.left + wish.at[0], box.top + wish.at[1]];
    const one = [...rectsOf.call(element)].find(rect => rect.width > 0 && rect.height > 0) || box;
    const middle = (from, to, size) => (Math.max(0, Math.min(from, to)) + Math.min(size, Math.max(from, to))) / 2;
    return [middle(one.left, one.right, innerWidth), middle(one.top, one.bottom, innerHeight)];
  };
  const hit = (x, y) => {
    let top = pointAt[9].call(document, x, y);
    for (let shadow = top && shadowOf(top); shadow; shadow = shadowOf(top)) {
      const inner = pointAt[11].call(shadow, x, y);
      if (!inner || inner === top) break;
      top = inner;
    }
    return top;
  };
  const covered = element => {
    const [x, y] = point(element);
    if (!(x >= 0 && y >= 0 && x < innerWidth && y < innerHeight)) return 'outside of the viewport and cannot be scrolled to';
    const top = hit(x, y);
    if (!top) return 'outside of the viewport and cannot be scrolled to';
    // A label hands on to its control what it receives.
    if (around(top, one => one === element || nameOf(one) === 'label' && one.control === element)) return '';
    if (parts.styleOf(element).pointerEvents === 'none') return 'takes no pointer events';
    // Clipped by a box that it can be scrolled into view in: what is there is not over it.
    return (contains(top, element) && !wish.at ? 'not seen at its middle, where there is ' : 'covered by ') + brief(top);
  };

  const drawn = then => {
    let done = false;
    const once = () => { if (!done) { done = true; safely(then); } };
    requestAnimationFrame(once);
    setTimeout(once, FRAME);     // a document that is not drawn has no frames
  };
  const places = elements => elements.map(element => { const box = boxOf(element); return [box.x, box.y, box.width, box.height].join(); });

  const state = choice => {
    let all;
    try { all = find(choice, document); } catch (e) { return { all: [], shown: [], why: 'cannot be used: ' + (e && e.message) }; }
    const shown = all.filter(visible);
    return { all, shown, why: !all.length ? 'found nothing' : !shown.length ? all.length + ' found, none visible' : '' };
  };
  const told = states => ({ count: (states.find(one => one.all.length) || { all: [] }).all.length, whys: states.map(one => one.why) });
  const use = (states, index, element) => finish({ element, index, count: states[index].all.length, whys: states.slice(0, index).map(one => one.why) });
  const missed = states => {
    looking = false;
    ended = now();
    if (left() <= 0) return finish(told(states));
    plan(Math.min(HEARTBEAT, left()));
  };

  // Whatever happens on the way, there is an answer.
  const safely = act => { try { act(); } catch (e) { finish({ whys: wish.choices.map(() => 'cannot be looked at: ' + (e && e.message)) }); } };
  const look = () => safely(looked);
  // What is there now, by states of all selectors; what it takes to be used is looked at over frames.
  const looked = () => {
    if (over) return;
    looking = true;
    timer = 0;
    const since = now(), states = wish.choices.map(state);
    cost = now() - since;
    if (wish.wanted === 'absent' || wish.wanted === 'gone') {
      const count = one => (wish.wanted === 'gone' ? one.shown : one.all).length;
      if (!states.some(count)) return finish({});
      states.forEach(one => { one.why = count(one) ? count(one) + (wish.wanted === 'gone' ? ' visible' : ' there') : ''; });
      return missed(states);
    }
    const simple = { present: one => one.all[0], visible: one => one.shown[0] }[wish.wanted];
    if (simple) {
      const index = states.findIndex(simple);
      return index >= 0 ? use(states, index, simple(states[index])) : missed(states);
    }
    for (const one of states) if (!one.why) one.why = unfit(one.shown[0]);
    const fit = states.filter(one => !one.why), elements = fit.map(one => one.shown[0]);
    if (!fit.length) return missed(states);
    // In the frame in which an animation begins nothing moves yet, and on a busy machine it may be long until it begins: how
    // many frames there are until then says nothing of that. What begins elsewhere may move the element too, but a page may
    // begin something in every frame: of those, the ones that are there now are waited for.
    const known = allAnimations.call(document).filter(begins);
    const starting = () => known.some(begins) || elements.some(element => around(element, one => animations.call(one).some(begins)));
    // Standing still proves nothing where the clock of an animation stands still: on a busy machine no frame may be drawn for
    // a while, and the start that the compositor gives an animation may lie after the next frames.
    const clocks = () => {
      const times = new Map();
      const note = one => { if (one.playState === 'running' && one.playbackRate && typeof one.currentTime === 'number') times.set(one, one.currentTime); };
      elements.forEach(element => around(element, one => { animations.call(one).forEach(note); return false; }));
      return times;
    };
    const stands = (before, after) => !document.hidden && [...after].some(([one, time]) => time === before.get(one) || one.playbackRate > 0 && time <= 0);
    const compare = (before, times, begun) => drawn(() => {
      const after = places(elements), clock = clocks(), begins = starting() || stands(times, clock);
      fit.forEach((one, i) => { if (after[i] !== before[i]) one.why = attached.call(elements[i]) ? 'moves' : 'went away'; });
      if ((begun || begins) && now() - since < STARTING && left() > 0 && fit.some(one => !one.why)) return compare(after, clock, begins);
      fit.forEach((one, i) => { if (!one.why) one.why = covered(elements[i]); });
      const first = states.findIndex(one => !one.why);
      if (first >= 0) return use(states, first, states[first].shown[0]);
      const out = fit.findIndex(one => !/^moves|^went/.test(one.why));
      if (out < 0 || turns >= SIDES.length) return missed(states);
      into.call(elements[out], { block: SIDES[turns], inline: SIDES[turns], behavior: 'instant' });
      turns++;
      looking = false;
      look();
    });
    compare(places(elements), clocks(), starting());
  };

  observer.observe(document, { childList: true, subtree: true, characterData: true, attributes: true });
  look();
};
