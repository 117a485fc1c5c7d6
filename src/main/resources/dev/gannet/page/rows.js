  // Lists that keep only the rows on screen in the document. While one is scrolled, its rows are kept as they come into view,
  // each once and in order; when the document is taken they stand in it as if all of them had been there.
  // A row is known by the number that the page gives it, else by its place in what is scrolled, else by the rows that two
  // views have in common; never by its text alone, for two rows may say the same.
  const lists = (() => {
    const { attribute, boxOf, contentOf, matches } = parts;
    const ORDER = ['aria-rowindex', 'aria-posinset', 'data-index', 'data-row-index', 'data-rowindex', 'row-index', 'data-item-index'];
    const NEAR = 2, MANY = 400, TAIL = 200, SLACK = 0.05;
    const line = node => { const out = []; for (let one = node; one; one = outwards(one)) out.push(one); return out; };
    const near = (one, other) => Math.abs(one.top - other.top) <= NEAR && Math.abs(one.left - other.left) <= NEAR;
    // What a row says, however it is dressed: for comparing two looks at what may be one row.
    const said = html => html.replace(/<[^>]*>/g, tag => (tag.match(/\shref="[^"]*"/g) || []).join('')).replace(/\s+/g, ' ');

    // What tells an item apart, where the job says so.
    const keyOf = (kind, item) => kind.key.map(part => {
      const element = part.selector ? find(part.selector, item)[0] : item;
      return element ? part.attribute ? attribute(element, part.attribute) : said(contentOf(element)) : '';
    }).join('\t');

    let all = [], room = Infinity, kept = 0;

    // target: what is clicked in the rows of a list of which it is known that it keeps few.
    const make = (kind, target) => {
      const { each, required } = kind;
      // Those of one box, where there are some in several.
      const those = () => kind.boxes ? find(each, document).filter(item => line(item).find(one => kind.boxes.includes(one)) === kind.box) : find(each, document);
      const chain = [];
      // Where the job says what tells items apart, rows are known by it, wherever they stand.
      const known = new Map();
      const identity = row => row.inside.map(item => keyOf(kind, item)).join('\n');
      let windowed = !!target, torn = 0, numbered = null, items = 0, most = 0, latest = [], home = null;

      // The pieces of the list, one for each of its children that hold an item; of a list that grows, its end.
      const pieces = whole => {
        const found = those(), some = found.length > MANY && !whole ? [found[0], ...found.slice(-MANY)] : found;
        if (!some.length) return { list: null, rows: [] };
        const last = new Set(line(some[some.length - 1]));
        const list = some.length > 1 ? line(some[0]).find(one => last.has(one) && one !== some[0]) : outwards(some[0]);
        const rows = new Map();
        for (const item of some) {
          const way = line(item), row = way[way.indexOf(list) - 1] || item;
          rows.set(row, (rows.get(row) || []).concat([item]));
        }
        return { list, rows: [...rows].map(([element, inside]) => ({ element, inside })) };
      };
      const number = (row, name) => {
        const way = line(row.inside[0]), own = way.slice(0, way.indexOf(row.element) + 1).find(one => one instanceof Element && one.getAttribute(name) !== null);
        const inner = own ? [own] : within(row.element, `[${name}]`);
        return inner.length === 1 && /^\d+$/.test(inner[0].getAttribute(name)) ? Number(inner[0].getAttribute(name)) : NaN;
      };
      // A number is trusted as long as it tells the rows in view apart and grows down the list.
      const count = view => {
        const fits = name => view.map(row => number(row, name)).every((one, i, those) => i ? one > those[i - 1] : one >= 0);
        if (numbered === null && view.length > 1) numbered = ORDER.find(fits) || '';
        else if (numbered && !fits(numbered)) numbered = '';
        for (const row of view) row.number = numbered ? number(row, numbered) : NaN;
      };

      // Where in the chain the view begins: at least one row is in both, unless numbers say that it goes on behind. -1: it
      // cannot be told.
      const aligned = view => {
        const from = target ? 0 : Math.max(0, chain.length - TAIL), tail = chain.slice(from), first = view[0];
        if (numbered && tail.every(row => row.number >= 0)) {
          const at = tail.findIndex(row => row.number === first.number);
          return at >= 0 ? from + at : tail[tail.length - 1].number + 1 === first.number ? chain.length : -1;
        }
        const pairs = at => view.slice(0, chain.length - at).map((row, i) => [chain[at + i], row]);
        const place = tail.findIndex(row => near(row, first));
        if (place >= 0) {
          const both = pairs(from + place);
          const same = both.filter(([one, other]) => one.says === other.says || one.element === other.element).length;
          if (both.every(pair => near(...pair)) && 2 * same >= both.length) return from + place;
        }
        // A list that grew on the way may go on behind its last row with rows that say what others said.
        const last = tail[tail.length - 1];
        if (first.top > last.top + last.height - NEAR) return -1;
        // Places that shift, as where heights are guesses: what both views say, and of several ways to lay it the nearest.
        const off = at => Math.abs(chain[at].top - first.top);
        return tail.map((row, i) => from + i).filter(at => pairs(at).every(([one, other]) => one.says === other.says))
          .reduce((best, at) => best < 0 || off(at) < off(best) ? at : best, -1);
      };

      // A list may show other items in the same elements at the same place. Without a key that cannot be told from rows that
      // change: how often most rows in view became others is reported.
      const marks = new Map();
      let swapped = 0;
      // How often no row came into view where the list goes on.
      const places = new Map();
      let moved = false, gaps = 0;
      const swaps = view => {
        const mark = row => (row.html.match(/\s(href|data-[\w-]+)="[^"]*"/g) || []).join('') || row.says.replace(/<[^>]*>/g, '');
        const before = view.filter(row => marks.has(row.element)), others = before.filter(row => marks.get(row.element) !== mark(row));
        view.forEach(row => marks.set(row.element, mark(row)));
        return !windowed && before.length > 1 && 2 * others.length >= before.length;
      };
      // What is looked at for clicks is known to have room: it was taken in before.
      const weigh = length => { if (!target) kept += length; };
      const keyed = kind.key && kind.key.length > 0;
      // Each row once, by its key.
      const join = view => {
        for (const row of view.filter(one => one.id.trim())) {
          const at = known.has(row.id) ? known.get(row.id) : chain.length, before = chain[at];
          // An element that shows another item now: the document does not hold the one before any more.
          windowed = windowed || chain.some(one => one.element === row.element && one.id !== row.id || !attached(one.element));
          known.set(row.id, at);
          row.most = before ? before.most : row.targets.length;
          weigh(row.html.length - (before ? before.html.length : 0));
          items += row.items - (before ? before.items : 0);
          chain[at] = row;
        }
      };

      // Where a box around the rows ends, or what is below the rows in it begins: an empty element only makes room for rows.
      const endOf = (box, end, rows, bottom, frame) => {
        const top = element => boxOf(element).top - frame.screen.top + frame.top;
        const filled = element => /\S/.test(contentOf(element)) || within(element, 'img,svg,video,canvas,input').length > 0;
        const after = [...box.children].filter(one => boxOf(one).height > 0 && top(one) >= bottom - NEAR && filled(one) && !rows.some(row => one.contains(row.element)));
        return Math.max(bottom, Math.min(end, ...after.map(top)));
      };
      // Whether nothing is drawn where this part of what is scrolled is seen, above all rows: what only makes room for them.
      const empty = (frame, drawn) => {
        if (frame.top + frame.height > Math.min(...drawn.map(row => row.top)) + NEAR) return false;
        const from = Math.max(0, frame.screen.top), to = Math.min(window.innerHeight, frame.screen.bottom), x = frame.screen.left + (frame.box.clientWidth || window.innerWidth) / 2;
        return [0.25, 0.5, 0.75].every(part => {
          const hit = document.elementFromPoint(x, from + (to - from) * part);
          return hit && (hit.contains(drawn[0].element) || !/\S/.test(contentOf(hit)) && !within(hit, 'img,svg,video,canvas,input,iframe').length && !matches(hit, 'img,svg,video,canvas,input,iframe'));
        });
      };
      // Whether rows fill what is seen of the list. Its end is that of the nearest box around its rows that goes beyond them.
      const covered = (view, drawn, list, frame) => {
        if (!drawn.length) return !chain.length;
        const bottom = Math.max(...drawn.map(row => row.top + row.height)), heights = drawn.map(row => row.height).sort((one, other) => one - other);
        const start = chain.length ? chain[0].top : Math.min(...drawn.map(row => row.top));
        let end = bottom, box = list;
        for (; box && box !== frame.box; box = outwards(box)) {
          const below = boxOf(box).bottom - frame.screen.top + frame.top;
          if (below > bottom + NEAR) { end = view.length ? below : endOf(box, below, drawn, bottom, frame); break; }
        }
        if (box && box === frame.box && box !== root(document) && box !== document.body) {
          end = endOf(box, box.scrollHeight - (parseFloat(getComputedStyle(box).paddingBottom) || 0), drawn, bottom, frame);
        }
        // Not each row need have a link.
        const gaps = view.slice(1).map((row, i) => Math.min(row.top - view[i].top - view[i].height, kind.followed ? Infinity : row.height)), gap = Math.max(0, ...gaps);
        const slack = Math.min(heights[heights.length >> 1] / 2, frame.height * SLACK) + gap + NEAR;
        // Rows that are all out of view are those of another place, unless the list is out of view, too.
        if (!view.length) return frame.top + slack >= end || frame.top + frame.height - slack <= start;
        const top = Math.max(frame.top, start);
        return view[0].top <= top + slack && Math.max(...view.map(row => row.top + row.height)) >= Math.min(frame.top + frame.height, end) - slack;
      };

      // What is in view now joins the chain. 'wait': it is not all there; 'blank': no row is where rows should be; 'torn': it
      // has nothing to do with what was seen before. frame: {box, screen: what of the screen shows it, top, left: how far it is scrolled, height}
      const gather = (frame, force) => {
        const { list, rows } = pieces();
        // What is in another box does not move with this one.
        if (list instanceof Element) home = boxFor(list);
        if (!frame.given && home && attached(home) && home !== frame.box) return '';
        for (const row of rows) {
          const box = boxOf(row.element);
          row.top = box.top - frame.screen.top + frame.top;
          row.left = box.left - frame.screen.left + frame.left;
          row.height = box.height;
          row.seen = box.height > 0 && box.bottom > frame.screen.top + 1 && box.top < frame.screen.bottom - 1;
        }
        const drawn = rows.filter(row => row.height > 0);
        const view = drawn.filter(row => row.seen).sort((one, other) => Math.abs(one.top - other.top) > NEAR ? one.top - other.top : one.left - other.left);
        if (chain.length && !windowed && drawn.length && !drawn.some(row => Math.abs(row.top - chain[0].top) <= NEAR)) {
          windowed = !rows.some(row => row.element === chain[0].element && said(flat.html(row.element)) === chain[0].says);
        }
        // Elements that stand elsewhere in what is scrolled than before are put where rows are wanted.
        for (const row of drawn) {
          moved = moved || places.has(row.element) && Math.abs(places.get(row.element) - row.top) > NEAR;
          places.set(row.element, row.top);
        }
        if (!view.length) {
          const open = !covered(view, drawn, list, frame), blank = drawn.length > 0 && (open || empty(frame, drawn));
          if (!force) return blank ? 'blank' : open || windowed ? 'wait' : '';
          if (blank) gaps++;
          return '';
        }
        const whole = row => row.inside.every(item => required.every(one => find(one, item).length > 0)) && !(kind.inItem && unfilledIn(kind, row.inside).length);
        if (!force && !(covered(view, drawn, list, frame) && view.every(whole))) return 'wait';
        count(view);
        // With a key also what is not in view: a list that replaces its rows at its end may never show its last ones.
        const taken = keyed ? drawn.filter(row => view.includes(row) || whole(row)).sort((one, other) => one.top - other.top) : view;
        const clicked = target ? find(target, document) : [];
        latest = taken;
        for (const row of taken) {
          row.targets = clicked.filter(one => line(one).includes(row.element));
          row.id = keyed ? identity(row) : '';
          row.html = flat.html(row.element);
          row.says = said(row.html);
          row.items = row.inside.length;
          row.inside = null;
        }
        most = Math.max(most, drawn.length);
        if (keyed) {
          const last = chain[chain.length - 1];
          if (last && taken[0].top > last.top + last.height + NEAR && !taken.some(row => known.has(row.id))) {
            if (!force) return 'torn';
            torn++;
          }
          join(taken);
          return !target && kept > room ? 'full' : '';
        }
        if (swaps(view)) swapped++;
        let at = chain.length ? aligned(view) : 0;
        if (at < 0) {
          if (!force) return 'torn';
          torn++;
          at = chain.length;
        }
        view.forEach((row, i) => {
          const before = chain[at + i];
          row.most = before ? before.most : row.targets.length;
          weigh(row.html.length - (before ? before.html.length : 0));
          items += row.items - (before ? before.items : 0);
          chain[at + i] = row;
        });
        return !target && kept > room ? 'full' : '';
      };

      return {
        gather,
        count: () => windowed ? items : those().length,
        windowed: () => windowed,
        // Where the last row was of a list none of whose rows is in the document any more; null: some are.
        dropped: () => windowed && chain.length && !find(each, document).length ? chain[chain.length - 1].top : null,
        kind,
        torn: () => torn,
        // The row of the list that holds the element of this number, and that element where the row was just seen.
        spot: number => {
          let rest = number;
          for (const row of chain) {
            if (rest < row.most) return { top: row.top, element: latest.includes(row) ? row.targets[rest] : null };
            rest -= row.most;
          }
          return null;
        },
        told: () => windowed || swapped || moved && gaps ? { most: windowed || swapped ? most : 0, torn, swapped, gaps: moved ? gaps : 0 } : null,
        // What stands in the place of what is there now.
        rows: () => {
          if (!windowed) return null;
          const { list, rows } = pieces(true);
          return list instanceof Element ? { list, rows: rows.map(row => row.element), length: chain.length, html: () => chain.map(row => row.html).join('') } : null;
        },
      };
    };

    const worst = answers => ['full', 'torn', 'blank', 'wait'].find(one => answers.includes(one)) || '';
    return {
      said,
      keyOf,
      begin: (kinds, most, given) => {
        const every = given ? [] : boxesOf(kinds.map(kind => kind.each));
        all = kinds.flatMap(kind => {
          const boxes = given ? [] : boxesOf([kind.each]).filter(box => every.includes(box));
          return boxes.length > 1 ? boxes.map(box => make(Object.assign({}, kind, { box, boxes }))) : [make(kind)];
        });
        room = most;
        kept = 0;
      },
      gather: (frame, force) => worst(all.map(one => one.gather(frame, force))),
      // Where no kind has a list, what is followed is counted.
      count: () => {
        const sum = those => those.reduce((count, one) => count + one.count(), 0), items = sum(all.filter(one => !one.kind.followed));
        return items > 1 ? items : sum(all.filter(one => one.kind.followed)) || items;
      },
      windowed: () => all.some(one => one.windowed()),
      dropped: () => { const tops = all.map(one => one.dropped()).filter(top => top !== null); return tops.length ? Math.max(...tops) : null; },
      // Another way down the longest list, for clicks on what is in its rows.
      track: target => {
        const those = all.filter(one => one.windowed()).sort((one, other) => other.count() - one.count());
        const holds = one => (one.rows() || { rows: [] }).rows.some(row => find(target, document).some(element => row.contains(element)));
        return make((those.find(holds) || those[0]).kind, target);
      },
      told: () => all.map(one => one.told()).filter(one => one).reduce((sum, one) => ({ most: Math.max(sum.most, one.most), torn: sum.torn + one.torn, swapped: sum.swapped + one.swapped, gaps: sum.gaps + one.gaps }), { most: 0, torn: 0, swapped: 0, gaps: 0 }),
      // The longest first: where the items of one kind are inside those of another, one list has them all.
      rows: () => all.map(one => one.rows()).filter(one => one).sort((one, other) => other.length - one.length)
        .filter((one, i, those) => those.findIndex(other => other.list === one.list) === i),
    };
  })();
