  // What stands around a node, shadow roots left out.
  const outwards = node => { const up = parts.parentOf(node); return up instanceof ShadowRoot ? up.host : up instanceof Element ? up : null; };

  // The document as extraction reads it: a shadow root stands under its host, last, as HTML itself writes one (<template
  // shadowrootmode>), a frame's document under its frame, and what a person typed or ticked in attributes. It is a copy in a
  // document of its own, in which nothing loads and no element of the page's comes to life; the same selectors find the same
  // in it as later in the parser's tree.
  const flat = (() => {
    const documentOf = (get => node => get.call(node))(Object.getOwnPropertyDescriptor(Node.prototype, 'ownerDocument').get);
    const { contains, matches, nameOf, parentOf, shadowOf } = parts;
    const children = (get => node => [...get.call(node)])(Object.getOwnPropertyDescriptor(Node.prototype, 'childNodes').get);
    const bring = Document.prototype.importNode, append = Node.prototype.appendChild, before = Node.prototype.insertBefore, remove = Node.prototype.removeChild, mark = Element.prototype.setAttribute, unmark = Element.prototype.removeAttribute;
    const MARK = 'data-gannet-frame', blank = document.implementation.createHTMLDocument.bind(document.implementation);
    const watched = new WeakSet();
    // Closed roots by their hosts: they are looked into where the job says so, in frames as well.
    const keys = new WeakMap();
    let rooted = false, locked = false, unlocked = false;
    const seen = () => rooted || unlocked && locked;
    const unlock = closed => { unlocked = closed; };
    parts.sealed = element => unlocked ? keyed(element) : null;
    const keyed = element => {
      const view = documentOf(element).defaultView, other = view === window ? own : view && view['NAME'];
      return other ? other.key(element) : null;
    };

    // Whatever changes in it counts as a change of the document.
    const note = shadow => {
      if (watched.has(shadow)) return;
      watched.add(shadow);
      if (shadow.mode === 'open') rooted = true;
      else {
        locked = true;
        keys.set(shadow.host, shadow);
      }
      watch(shadow);
      changed = now();
    };
    // Those that the document itself brought were never told.
    const survey = place => within(place, '*').forEach(element => {
      const shadow = shadowOf(element);
      if (!shadow) return;
      note(shadow);
      survey(shadow);
    });

    const ticks = element => /checkbox|radio/.test(element.type);
    const typed = element => {
      const name = nameOf(element);
      return name === 'option' ? element.selected !== element.hasAttribute('selected')
        : name === 'textarea' ? element.value !== element.textContent
          : name === 'input' && (ticks(element) ? element.checked !== element.hasAttribute('checked') : element.type !== 'password' && element.value !== (element.getAttribute('value') || ''));
    };
    const write = (element, copy) => {
      const name = nameOf(element);
      if (name === 'option') copy.toggleAttribute('selected', element.selected);
      else if (name === 'textarea') copy.textContent = element.value;
      else if (ticks(element)) copy.toggleAttribute('checked', element.checked);
      else copy.setAttribute('value', element.value);
    };

    // What outerHTML lacks of an element and of all in it is put into its copy. met: told of each element and its copy.
    const complete = (from, to, into, met) => {
      const link = (from, to, itself) => {
        const all = itself.concat(within(from, '*')), mine = itself.length ? [to, ...within(to, '*')] : within(to, '*');
        all.forEach((element, i) => {
          const one = mine[i], shadow = shadowOf(element);
          met(element, one);
          if (typed(element)) write(element, one);
          // One that never became a shadow root is no part of the document, and a mark is ours alone.
          if (nameOf(element) === 'template' && one.hasAttribute('shadowrootmode')) one.removeAttribute('shadowrootmode');
          if (shadow) {
            note(shadow);
            // Of no namespace: an element whose children a selector finds, written as the one of HTML.
            const place = into.createElementNS(null, 'template');
            place.setAttribute('shadowrootmode', 'open');
            for (const child of children(shadow)) place.append(bring.call(into, child, true));
            link(shadow, place, []);
            append.call(one, place);
          }
        });
      };
      link(from, to, [from]);
    };
    // Two lists side by side: what is live, and its copy. wish: {frames, filled}
    const copy = (view, wish) => {
      const doc = view.document, whole = root(doc);
      if (!whole) return null;      // a document on its way in, or one that its page emptied
      const into = blank(''), lives = [], copies = [], frames = [];
      const top = bring.call(into, whole, true);
      complete(whole, top, into, (element, one) => {
        lives.push(element);
        copies.push(one);
        if (!matches(element, 'iframe,frame')) return;
        unmark.call(one, MARK);
        const inner = wish.frames && inside(element, wish);
        if (inner || wish.others && !readable(element)) frames.push({ host: one, inner, at: framesOf(doc).indexOf(element) });
      });
      const filled = wish.filled ? fill(listsOf(view), lives, copies, top, into) : [];
      into.replaceChild(top, into.documentElement);
      const place = view.location.href;
      // What has no address of its own takes its links from the document around it.
      return { url: /^about:/.test(place) ? base(doc) : place, doc: into, top, frames, filled };
    };
    // A list that keeps only the rows on screen gets all of them, as text: a mark of ours stands for them until then.
    const listsOf = view => view === window ? lists : view['NAME'] ? view['NAME'].lists : { rows: () => [] };
    const fill = (own, lives, copies, top, into) => own.rows().flatMap(({ list, rows, html }) => {
      const mine = rows.map(row => copies[lives.indexOf(row)]).filter(row => row), place = mine.length ? parentOf(mine[0]) : copies[lives.indexOf(list)];
      if (!place || !contains(top, place)) return [];
      const mark = into.createComment('NAME ' + String(Math.random()).slice(2));
      before.call(place, mark, mine[0] || null);
      for (const row of mine) remove.call(parentOf(row), row);
      return [{ mark: `<!--${mark.data}-->`, html }];
    });
    const inside = (frame, wish) => {
      try { return frame.contentDocument && copy(frame.contentWindow, wish); } catch (e) { return null; }     // another origin
    };

    // Those that a driver can be sent into: nothing but their number tells it which is meant.
    const framesOf = doc => find({ pierce: 'iframe,frame' }, doc).filter(open);
    const open = node => {
      const top = node.getRootNode();
      return !(top instanceof ShadowRoot) || top.mode === 'open' && open(top.host);
    };
    const readable = frame => { try { return frame.contentDocument; } catch (e) { return null; } };
    // The empty document that each frame begins with is there, or its own, of which nothing was read yet.
    const awaited = (frame, wish) => !root(readable(frame)) || frame.loading !== 'lazy' && initial(frame.contentWindow)
      && (frame.hasAttribute('srcdoc') || (wish.others ? /^https?:/.test(frame.src) : frame.src.startsWith(location.origin + '/')));
    const initial = view => view.location.href === 'about:blank' && !within(root(view.document), 'body *').length;
    const LATE = 5000;           // a frame that never gets a document of its own is waited for no longer
    // Frames whose documents cannot be read from here, the documents of the others, and what of them is still on its way, or
    // was for too long.
    const others = (wish, past) => {
      const inner = doc => find({ pierce: 'iframe,frame' }, doc).flatMap(frame => [frame, ...readable(frame) ? inner(readable(frame)) : []]);
      const frames = inner(document);
      const documents = frames.map(readable).filter(doc => doc), told = frames.some(frame => readable(frame) && awaited(frame, wish)) ? ['a frame on its way'] : [];
      return { count: frames.length - documents.length, documents, coming: past < LATE ? told : [], late: past < LATE ? [] : told };
    };

    // One that cannot be read from here is read from outside: the way there is the number of each frame in the one around it.
    const all = (page, way) => [page, ...page.frames.flatMap(frame => {
      const here = [...way, frame.at];
      return frame.inner ? all(frame.inner, here) : [Object.assign(frame, { way: here })];
    })];
    // As text, one document after the other: a frame has the number of its document among those behind the first.
    const text = (page, wish) => {
      const pages = all(page, []);
      for (const one of pages) for (const frame of one.frames || []) mark.call(frame.host, MARK, pages.indexOf(frame.inner || frame) - 1 + (wish.first || 0));
      return pages.map(one => one.host ? { url: '', html: '', other: one.way }
        : { url: one.url, html: one.filled.reduce((html, list) => html.replace(list.mark, list.html), '<!doctype html>' + one.top.outerHTML) });
    };
    // As one tree to look into.
    const tree = page => {
      for (const frame of page.frames.filter(one => one.inner)) {
        tree(frame.inner);
        frame.host.replaceChildren(frame.inner.top);
      }
      return page.doc;
    };

    // Most documents are as their outerHTML says: nothing is copied for them.
    const plain = (view, wish) => {
      const whole = root(view.document);
      return !whole || !seen() && !within(whole, 'input,textarea,option').some(typed) && !within(whole, 'template[shadowrootmode]').length
        && !(wish.frames && within(whole, 'iframe,frame').length) && !(view === window && lists.rows().length);
    };
    const take = (view, wish) => {
      const whole = root(view.document);
      if (whole) survey(whole);
      if (!plain(view, wish)) return text(copy(view, Object.assign({}, wish, { filled: true })), wish);
      return [{ url: view.location.href, html: whole ? '<!doctype html>' + whole.outerHTML : '' }];
    };

    // One element, as it will stand in the text.
    const html = element => {
      if (!seen() && !within(element, 'input,textarea,option').some(typed)) return element.outerHTML;
      const into = blank(''), one = bring.call(into, element, true);
      complete(element, one, into, () => {});
      return one.outerHTML;
    };

    let last = null;
    // One tree, made anew when something has changed since; null where the live document is as good.
    const look = (wish, since) => {
      if (!wish.frames && !seen()) return null;
      if (last && last.made > since && last.frames === wish.frames) return last.doc;
      const made = now(), page = copy(window, wish);
      last = { made, frames: wish.frames, doc: page ? tree(page) : null };
      return last.doc;
    };
    parts.deeper = doc => doc === document && seen();
    // What is sought, is nowhere where selectors look, and would be found farther in.
    const beyond = wish => {
      const out = [], whole = root(document), doc = look(wish, now()) || document;
      const shut = locked && !unlocked, framed = !wish.frames && whole && within(whole, 'iframe,frame').some(frame => { try { return root(frame.contentDocument); } catch (e) { return false; } });
      if (!shut && !framed) return out;
      let absent = wish.sought.filter(one => !find(one.selector, doc).length);
      const tell = (page, words) => {
        const all = page && tree(page), found = all ? absent.filter(one => find(one.selector, all).length) : [];
        found.forEach(one => out.push(one.name + words));
        absent = absent.filter(one => !found.includes(one));
      };
      if (absent.length && framed) tell(copy(window, { frames: true }), ' is only in a frame of the page, which selectors see with page: {frames: same-origin}');
      if (absent.length && shut) {
        unlocked = true;
        tell(copy(window, wish), ' is only in a closed shadow root, which selectors see with page: {shadow: closed}');
        unlocked = false;
      }
      return out;
    };
    return { beyond, others, html, initial, key: element => keys.get(element) || null, locked: () => locked, look, note, rooted: seen, survey, take, unlock };
  })();
