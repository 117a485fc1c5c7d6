  // Pages of a list that have no addresses: what a click on the way to the next one has changed.
  // wish: {items, click, seen, frames, quiet, cap}
  let before = null;
  const SHOWN = 300;           // rows of a kind of which the words are compared
  const WATCHED = 2500;        // so long rows are watched that may change by themselves
  const leaf = wish => {
    const listed = wish.items.filter(kind => kind.inItem), kinds = listed.length ? listed : wish.items.length ? wish.items : wish.links;
    const found = kinds.map(kind => views(window, wish.frames).flatMap(view => find(kind.each, view.document)));
    // Without items it is the whole page that is another one.
    const all = kinds.length ? found : [[document.body].filter(body => body)];
    const rows = all.flat(), target = find(wish.click, document).find(visible);
    // Where the pages are numbered, the number that is marked is all that changes between two pages that say the same.
    let bar = target;
    while (bar && bar !== document.body && outwards(bar) && bar.textContent === target.textContent) bar = outwards(bar);
    const pager = bar && bar !== target && bar !== document.body ? [...bar.querySelectorAll('*')].filter(one => one !== target && !target.contains(one)).map(one => one.className + '|' + one.getAttribute('aria-current') + '|' + one.textContent).join('\n') : '';
    const among = new Set(rows), inRow = element => { for (let up = outwards(element); up; up = outwards(up)) if (among.has(up)) return true; return false; };
    // A heading that changes says that it is another page, too.
    const heads = kinds.length ? [...document.querySelectorAll('title,caption,h1,h2,h3,h4,h5,h6,[role=heading]')].filter(one => !among.has(one) && !inRow(one)).map(one => one.textContent) : [];
    const around = [pager, ...heads].join('\n');
    const groups = all.map((rows, i) => {
      const htmls = rows.map(row => flat.html(row)), keyed = kinds.length && kinds[i].key && kinds[i].key.length;
      const ids = keyed ? rows.map(row => lists.keyOf(kinds[i], row)) : [];
      return {
        // What is inside other items comes and goes with them.
        inner: rows.length > 0 && kinds.length > 1 && rows.every(inRow),
        keyed: !!keyed, rows, says: htmls.map(lists.said), texts: htmls.slice(0, SHOWN).map(html => html.replace(/<[^>]*>/g, ' ')), links: htmls.map(html => (html.match(/\shref="[^"]*"/g) || []).join('')),
        marks: htmls.map(html => (html.match(/\s(id|src|data-[\w-]+)="[^"]*"/g) || []).join('')), ids: ids.length && ids.every(id => id.trim()) ? ids : null,
      };
    });
    const count = kinds.length ? rows.length : 0;
    return { groups, count, rows, target, url: location.href, around, answered: [...answers.values()].reduce((sum, times) => sum + times, 0) };
  };
  const apart = texts => new Set(texts).size === texts.length;
  const equal = (some, others, at = 0) => some.every((one, i) => one === others[at + i]);
  // In how many rows a word that no other row has is in the row of the other page that may be the same one, too. The number
  // of a row on its page is no such word.
  const shared = (one, other, at) => {
    const words = group => group.texts.map(text => new Set(text.match(/\p{L}+|\d+/gu)));
    const mine = words(one), others = words(other), owners = new Map();
    const note = (row, i) => row.forEach(word => owners.set(word, owners.has(word) && owners.get(word) !== i ? -1 : i));
    mine.forEach(note);
    others.forEach((row, i) => note(row, i - at));
    const rank = (word, i) => /^\d+$/.test(word) && Math.abs(Number(word) - i) <= 1;
    return mine.filter((row, i) => others[at + i] && [...row].some(word => owners.get(word) === i && others[at + i].has(word) && !rank(word, i))).length;
  };
  // How the rows of a kind are to those before. unsure: they may be the same with other values.
  const compared = (one, other) => {
    const most = one.rows.length, now_ = other.rows.length, how = now_ > most ? 'grown' : 'same', ends = [...new Set([0, now_ - most])];
    if (one.ids && other.ids) {
      const there = new Set(other.ids);
      return { how: most <= now_ && one.ids.every(id => there.has(id)) ? how : 'replaced' };
    }
    if (most <= now_ && equal(one.says, other.says)) return most === now_ && !equal(one.marks, other.marks) ? { how, marked: true } : { how };
    const kept = one.rows.length && one.rows.every((row, i) => row === other.rows[i]);
    if (kept && 10 * one.says.filter((text, i) => text === other.says[i]).length >= 9 * most) return { how: 'grown' };
    const alone = apart(one.says);
    if (most <= now_ && alone && ends.some(at => equal(one.says, other.says, at))) return { how };
    // Some lists drop their first rows when others are added.
    const from = alone && most > 1 ? one.says.indexOf(other.says[0]) : -1;
    if (from > 0 && most - from > 1 && equal(one.says.slice(from), other.says)) return { how: 'replaced', overlaps: true };
    // Of a single row nothing says which of its words tell it apart.
    if (most > now_ || !most || now_ < 2) return { how: 'replaced' };
    const linked = one.links.every(link => link) && apart(one.links) && ends.some(at => equal(one.links, other.links, at));
    if (linked && how === 'grown') return { how };
    return linked || ends.some(at => 10 * shared(one, other, at) >= 8 * one.texts.length) ? { how, unsure: true } : { how: 'replaced' };
  };
  // Whether rows, and what is around the control, were seen to change by themselves; null: nobody has looked yet.
  const moves = { rows: null, around: null };
  // 'first', 'grown': all that was there is there, and more; 'same', 'replaced'. look: what must be watched to know it;
  // unsure: why it may be otherwise
  const relation = (one, other) => {
    if (!one) return { how: 'first' };
    const all = other.groups.map((group, i) => group.inner ? { how: 'same' } : one.groups[i] ? compared(one.groups[i], group) : { how: 'replaced' });
    if (all.some(kind => kind.how === 'replaced')) {
      const both = all.some((kind, i) => kind.how === 'grown' && one.groups[i].rows.length && !other.groups[i].keyed);
      return { how: 'replaced', unsure: both || all.some(kind => kind.overlaps) ? 'shows rows of the page before' : '' };
    }
    const grown = all.some(kind => kind.how === 'grown'), unsure = all.some(kind => kind.unsure), marked = all.some(kind => kind.marked);
    if (!grown && one.url !== other.url) return { how: 'replaced' };
    if (!grown && one.around !== other.around && marked) return { how: 'replaced' };
    if (!grown && one.around !== other.around) {
      if (moves.around === null) return { how: 'replaced', look: 'around' };
      if (!moves.around) return { how: 'replaced' };
    }
    if ((unsure || marked) && moves.rows === null) return { how: grown ? 'grown' : 'same', look: 'rows' };
    if (marked && !grown && !moves.rows) return { how: 'replaced' };
    if (!unsure || moves.rows) return { how: grown ? 'grown' : 'same' };
    return grown ? { how: 'grown', unsure: 'may show other rows than before in some places' } : { how: 'replaced', unsure: 'may show rows of the page before with other values' };
  };
  // What a click has changed, once it is known what changes without one.
  const related = (wish, then) => {
    const here = leaf(wish), found = relation(before, here);
    if (!found.look) return then(found, here);
    const began = now();
    const watch = () => {
      const other = leaf(wish), differs = pick => here.groups.some((group, i) => !other.groups[i] || !equal(pick(group), pick(other.groups[i])));
      const moved = found.look === 'around' ? other.around !== here.around : differs(group => group.says) || differs(group => group.marks);
      if (!moved && now() - began < WATCHED) return later(watch, 2 * TICK);
      moves[found.look] = moved;
      related(wish, then);
    };
    later(watch, 2 * TICK);
  };
  const OFF = /(^|[-_])disabled$/i;
  const fitness = (wish, target) => {
    if (!target) return find(wish.click, document).length ? 'hidden' : 'gone';
    const off = one => one && (one.matches(':disabled,[aria-disabled=true i],[inert]') || [...one.classList].some(name => OFF.test(name)));
    return off(target) || off(outwards(target)) ? 'disabled' : '';
  };
  // How this page of the list is to the one before, and whether there is a way to the next.
  const page = wish => new Promise(answer => {
    flat.unlock(wish.closed);
    related(wish, (found, here) => {
      const link = here.target && here.target.closest('a[href]');
      before = here;
      const elsewhere = link && /^https?:/.test(link.href) && link.href.replace(/#.*/, '') !== location.href.replace(/#.*/, '');
      answer(Object.assign(head(), {
        how: found.how, unsure: found.unsure || '', items: here.count, off: fitness(wish, here.target), link: elsewhere ? link.href : '', seen: !!wish.seen && find(wish.seen, document).some(visible),
        keyed: here.groups.some(group => group.ids) && here.groups.every(group => group.ids || !group.rows.length || group.inner),
      }));
    });
  });
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
      const found = relation(before, Object.assign(leaf(wish), before && { url: before.url, around: before.around }));
      page(wish).then(told => answer(Object.assign(told, { how: found.how, loads: !!off && loads, failure: failed(false) })));
    };
    check();
  });
  // Waits for what a click changes, and until that has come to rest.
  const turned = wish => new Promise(answer => {
    const started = now();
    const check = () => {
      const past = now() - started, state = own.state(), waits = busy();
      // What the click began is answered however long that takes, as long as nothing has changed.
      const asking = state.waiting.some(one => !one.weak && one.times < POLLS && one.age <= past + TICK);
      const rest = !waits && state.still >= wish.quiet && !(past < SOFT && sources.since(acted));
      const found = rest ? relation(before, leaf(wish)) : {};
      if (past >= wish.cap) return answer(Object.assign(head(), { how: relation(before, leaf(wish)).how, late: asking }));
      if (found.how && (found.how !== 'same' && !found.look || past >= REST[2] && !asking)) {
        return related(wish, (last, here) => {
          // The same rows, made anew by what the page was answered: perhaps another page that says the same.
          const again = !!before && here.answered > before.answered && here.rows.length > 0 && !here.rows.some(row => before.rows.includes(row));
          answer(Object.assign(head(), { how: last.how, failure: failed(false), again }));
        });
      }
      later(check, found.how ? 2 * TICK : TICK);
    };
    drawn(check);
  });
