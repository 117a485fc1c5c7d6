  // Pages of a list that have no addresses: what a click on the way to the next one has changed.
  // wish: {items, click, seen, frames, quiet, cap}
  let before = null;
  const leaf = wish => {
    const kinds = wish.items.length ? wish.items : wish.links;
    const items = () => kinds.flatMap(kind => views(window, wish.frames).flatMap(view => find(kind.each, view.document)));
    // Without items it is the whole page that is another one.
    const rows = kinds.length ? items() : [document.body].filter(body => body);
    const target = find(wish.click, document).find(visible);
    // Where the pages are numbered, the number that is marked is all that changes between two pages that say the same.
    let bar = target;
    while (bar && bar !== document.body && outwards(bar) && bar.textContent === target.textContent) bar = outwards(bar);
    const around = bar && bar !== target && bar !== document.body ? [...bar.querySelectorAll('*')].filter(one => one !== target && !target.contains(one)).map(one => one.className + '|' + one.getAttribute('aria-current') + '|' + one.textContent).join('\n') : '';
    return { rows, target, place: location.href + '\n' + around, says: rows.map(row => lists.said(flat.html(row))) };
  };
  // 'first', 'grown': all that was there is there, and more; 'same', 'replaced'
  const relation = (one, other) => {
    if (!one) return 'first';
    const alike = one.says.length <= other.says.length && one.says.every((text, i) => text === other.says[i]);
    if (alike && one.says.length === other.says.length) return one.place === other.place ? 'same' : 'replaced';
    if (alike) return 'grown';
    const kept = one.rows.length && one.rows.every((row, i) => row === other.rows[i]);
    return kept && 10 * one.says.filter((text, i) => text === other.says[i]).length >= 9 * one.says.length ? 'grown' : 'replaced';
  };
  const OFF = /(^|[-_])disabled$/i;
  const fitness = (wish, target) => {
    if (!target) return find(wish.click, document).length ? 'hidden' : 'gone';
    const off = one => one && (one.matches(':disabled,[aria-disabled=true i],[inert]') || [...one.classList].some(name => OFF.test(name)));
    return off(target) || off(outwards(target)) ? 'disabled' : '';
  };
  // How this page of the list is to the one before, and whether there is a way to the next.
  const page = wish => {
    flat.unlock(wish.closed);
    const now_ = leaf(wish), how = relation(before, now_), link = now_.target && now_.target.closest('a[href]');
    before = now_;
    const elsewhere = link && /^https?:/.test(link.href) && link.href.replace(/#.*/, '') !== location.href.replace(/#.*/, '');
    return Object.assign(head(), { how, items: wish.items.length || wish.links.length ? now_.rows.length : 0, off: fitness(wish, now_.target), link: elsewhere ? link.href : '', seen: !!wish.seen && find(wish.seen, document).some(visible) });
  };
  // Waits until the control can be used: a page disables it, or takes it away, while something loads. Whether what is
  // awaited brought no rows earlier is of no account here, because it may be what enables the control.
  const GONE = 1000;           // so long a control may be away although nothing shows that it is loading
  const usable = wish => new Promise(answer => {
    const started = now();
    const check = () => {
      const past = now() - started, target = find(wish.click, document).find(visible), off = fitness(wish, target);
      const loads = !!target && loading(target);
      const waits = busy() || past < SOFT && (loads || sources.lasting(acted, past));
      if (off && past < wish.cap && (waits || past < GONE)) return later(check, TICK);
      // The rows are compared, not what stands around the control: that changes as the control does.
      const now_ = leaf(wish), how = relation(before, Object.assign({}, now_, { place: before && before.place }));
      answer(Object.assign(page(wish), { how, loads: !!off && loads, failure: failed(false) }));
    };
    check();
  });
  // Waits for what a click changes, and until that has come to rest.
  const turned = wish => new Promise(answer => {
    const started = now();
    const check = () => {
      const past = now() - started, state = own.state(), waits = busy();
      const rest = !waits && state.still >= wish.quiet && !(past < SOFT && sources.since(acted));
      const how = rest ? relation(before, leaf(wish)) : '';
      if (how && (how !== 'same' || past >= REST[2])) return answer(Object.assign(head(), { how, failure: failed(false) }));
      if (past >= wish.cap) return answer(Object.assign(head(), { how: relation(before, leaf(wish)), late: true }));
      later(check, how ? 2 * TICK : TICK);
    };
    drawn(check);
  });
