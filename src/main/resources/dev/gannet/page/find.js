// What a selector finds: {css}, {text, contains}, {role, name}, {label}, {xpath}, {pierce}, {inside, find} or {first: [...]};
// name and label are {text, contains}. The list of roles is put in from outside.
const { find, visible, within, parts } = (() => {
  // A form shows what is in it under the names of properties, in every world: asked of the prototypes these are there.
  const getter = (Kind, name) => { const get = Object.getOwnPropertyDescriptor(Kind.prototype, name).get; return node => get.call(node); };
  const method = (Kind, name) => { const own = Kind.prototype[name]; return (node, ...rest) => own.apply(node, rest); };
  const kindOf = getter(Node, 'nodeType'), parentOf = getter(Node, 'parentNode'), childrenOf = getter(Node, 'childNodes'), textOf = getter(Node, 'textContent');
  const elementsOf = getter(Element, 'children'), openOf = getter(Element, 'shadowRoot'), nameOf = getter(Element, 'localName'), slotOf = getter(Element, 'assignedSlot');
  // A closed root opens to nobody, unless whoever heard of it opens it here.
  const shadowOf = element => openOf(element) || parts.sealed(element);
  const rootOf = method(Node, 'getRootNode'), contains = method(Node, 'contains'), attribute = method(Element, 'getAttribute'), matches = method(Element, 'matches');
  const boxOf = method(Element, 'getBoundingClientRect'), seen = method(Element, 'checkVisibility'), assigned = method(HTMLSlotElement, 'assignedNodes');
  const select = { 1: method(Element, 'querySelectorAll'), 9: method(Document, 'querySelectorAll'), 11: method(DocumentFragment, 'querySelectorAll') };
  const evaluate = method(Document, 'evaluate'), byId = { 9: method(Document, 'getElementById'), 11: method(DocumentFragment, 'getElementById') };
  const hostOf = getter(ShadowRoot, 'host'), firstOf = getter(DocumentFragment, 'firstElementChild'), documentOf = getter(Node, 'ownerDocument'), spaceOf = getter(Element, 'namespaceURI');
  const html = element => spaceOf(element) === 'http://www.w3.org/1999/xhtml', styleOf = window.getComputedStyle.bind(window);

  const fold = text => String(text || '').replace(/\s+/g, ' ').trim();
  const within = (root, css) => [...select[kindOf(root)](root, css)];
  const said = (wanted, text) => wanted.contains ? text.includes(fold(wanted.text)) : text === fold(wanted.text);
  const host = root => { try { return hostOf(root); } catch (e) { return null; } };      // a fragment has none
  // The parent in the tree that is drawn.
  const above = node => {
    const slot = kindOf(node) === 1 && slotOf(node), parent = slot || parentOf(node);
    return !parent || kindOf(parent) === 9 ? null : kindOf(parent) === 11 ? host(parent) : parent;
  };
  const around = (node, test) => { for (let up = node; up; up = above(up)) if (test(up)) return up; return null; };
  const visible = element => {
    const style = styleOf(element);
    if (style.visibility !== 'visible' || style.display === 'none' || !seen(element)) return false;
    const box = boxOf(element);
    return box.width > 0 && box.height > 0 || style.display === 'contents' && [...elementsOf(element)].some(visible);
  };

  // HTML-AAM: the elements that have a role of their own; the first that fits.
  const TEXT = ':is(:not([type]),[type=""],[type=text i],[type=email i],[type=tel i],[type=url i],[type=search i])';
  const TOLD = ':not(:is(article,aside,main,nav,section) *)';
  const NATIVE = {
    link: 'a[href],area[href]', button: 'button,summary,input:is([type=button i],[type=submit i],[type=reset i],[type=image i])', checkbox: 'input[type=checkbox i]', radio: 'input[type=radio i]',
    slider: 'input[type=range i]', spinbutton: 'input[type=number i]', combobox: `select:not([multiple],[size]:not([size="0"],[size="1"])),input${TEXT}[list]`, listbox: 'select:is([multiple],[size]:not([size="0"],[size="1"]))',
    searchbox: 'input[type=search i]:not([list])', textbox: 'textarea,input:not([list]):not([type=checkbox i],[type=radio i],[type=range i],[type=number i],[type=search i],[type=button i],[type=submit i],[type=reset i],[type=image i],[type=hidden i],[type=file i],[type=color i])',
    option: 'option', group: 'optgroup,fieldset,details,address,hgroup', img: 'img:is(:not([alt=""]),[title],[aria-label],[aria-labelledby]),svg', heading: 'h1,h2,h3,h4,h5,h6', list: 'ul,ol,menu', listitem: 'li',
    article: 'article', complementary: 'aside', navigation: 'nav', main: 'main', banner: 'header' + TOLD, contentinfo: 'footer' + TOLD, form: 'form', region: 'section', search: 'search',
    table: 'table', row: 'tr', rowheader: 'th:is([scope=row i],[scope=rowgroup i]),tr>th:first-child:not([scope]):has(~td)', columnheader: 'th', cell: 'td', rowgroup: 'thead,tbody,tfoot', caption: 'caption',
    dialog: 'dialog', progressbar: 'progress', meter: 'meter', status: 'output', separator: 'hr', paragraph: 'p', blockquote: 'blockquote', figure: 'figure', math: 'math', term: 'dfn,dt', definition: 'dd', time: 'time',
    code: 'code', deletion: 'del,s', insertion: 'ins', emphasis: 'em', strong: 'strong', mark: 'mark', subscript: 'sub', superscript: 'sup', document: 'html',
  };
  const KNOWN = new Set('ROLES'.split(' ')), SAME = { image: 'img', none: 'presentation' };
  const NAMED = new Set(['form', 'region']);     // only with a name
  const CONTENT = new Set('button cell checkbox columnheader gridcell heading link menuitem menuitemcheckbox menuitemradio option radio row rowheader switch tab tooltip treeitem'.split(' '));
  const FOCUSED = 'a[href],area[href],button,input:not([type=hidden i]),select,textarea,summary,iframe,[tabindex],[contenteditable=""],[contenteditable=true i]';
  const LABELLED = 'input:not([type=hidden i]),textarea,select,button,meter,output,progress';
  const roleOf = element => {
    const own = (attribute(element, 'role') || '').toLowerCase().split(/\s+/).find(word => KNOWN.has(word));
    const role = own && (SAME[own] || own);
    if (role && !(role === 'presentation' && matches(element, FOCUSED))) return role;
    const native = Object.keys(NATIVE).find(one => matches(element, NATIVE[one]));
    return native && NAMED.has(native) && !accessible(element, native) ? '' : native || '';
  };

  // accname 1.2, section 4.3: the steps have its letters.
  const hidden = element => {
    const style = styleOf(element);
    return style.display === 'none' || style.visibility !== 'visible' || attribute(element, 'aria-hidden') === 'true';
  };
  const LABELS = {};
  for (const [tag, Kind] of Object.entries({ input: HTMLInputElement, textarea: HTMLTextAreaElement, select: HTMLSelectElement, button: HTMLButtonElement, meter: HTMLMeterElement, output: HTMLOutputElement, progress: HTMLProgressElement })) LABELS[tag] = getter(Kind, 'labels');
  const labelsOf = element => html(element) && LABELS[nameOf(element)] ? [...LABELS[nameOf(element)](element) || []] : [];
  const referred = element => {
    const root = rootOf(element), find = byId[kindOf(root)];
    return find ? (attribute(element, 'aria-labelledby') || '').split(/\s+/).filter(id => id).map(id => find(root, id)).filter(one => one) : [];
  };
  const child = (element, ...names) => [...elementsOf(element)].find(one => names.includes(nameOf(one)));
  const drawnText = (element, where) => {
    // What stands behind a slash is said in its place; a sign of an icon font is no word.
    const quoted = styleOf(element, where).content.replace(/^.*" \/ (?=")/, '').match(/"(?:\\.|[^"\\])*"/g);
    return quoted ? quoted.map(one => one.slice(1, -1).replace(/\\(.)/g, '$1').replace(/[\ue000-\uf8ff]/g, '')).join('') : '';
  };
  const native = (element, walk) => {
    const tag = nameOf(element), kind = (attribute(element, 'type') || '').toLowerCase();
    const labels = labelsOf(element).map(label => referring(label, walk)).filter(text => text).join(' ');
    if (labels) return labels;
    if (tag === 'input') {
      if (/^(button|submit|reset)$/.test(kind)) return attribute(element, 'value') || { submit: 'Submit', reset: 'Reset' }[kind] || '';
      if (kind === 'image') return attribute(element, 'alt') || attribute(element, 'title') || 'Submit';
    }
    if (tag === 'img' || tag === 'area') return attribute(element, 'alt') || '';
    const title = { fieldset: ['legend'], table: ['caption'], figure: ['figcaption'], svg: ['title'] }[tag];
    const told = title && child(element, ...title);
    return told ? tag === 'svg' ? textOf(told) : referring(told, walk) : '';
  };
  // What a control says as a part of another's name.
  const value = element => {
    const tag = nameOf(element), role = attribute(element, 'role') || '', kind = (attribute(element, 'type') || 'text').toLowerCase();
    if (tag === 'select') return [...element.options].filter(one => one.selected).map(one => fold(textOf(one))).join(' ');
    if (tag === 'textarea' || tag === 'input' && !/^(checkbox|radio|button|submit|reset|image|hidden|file|password)$/.test(kind)) return element.value;
    if (/^(slider|spinbutton|scrollbar|progressbar|meter)$/.test(role)) return attribute(element, 'aria-valuetext') || attribute(element, 'aria-valuenow') || '';
    if (/^(textbox|searchbox)$/.test(role)) return textOf(element);
    if (/^(listbox|combobox)$/.test(role)) return within(element, '[role=option][aria-selected=true]').map(one => fold(textOf(one))).join(' ');
    return null;
  };
  const referring = (element, walk) => naming(element, { been: walk.been, referred: true, inside: true, bare: hidden(element), first: true });
  const naming = (element, walk) => {
    if (walk.been.has(element) || !walk.bare && !walk.top && hidden(element)) return '';                          // 2A
    if (!walk.referred) {                                                                                        // 2B
      const text = referred(element).map(one => naming(one, { been: new Set(), referred: true, inside: true, bare: hidden(one), first: true })).filter(one => one).join(' ');
      if (text) return text;
    }
    const own = walk.inside && !walk.first ? value(element) : null;                                               // 2C
    if (own !== null) return fold(own);
    const label = fold(attribute(element, 'aria-label'));                                                        // 2D
    if (label) return label;
    const been = new Set(walk.been).add(element);
    if (attribute(element, 'role') !== 'presentation' && attribute(element, 'role') !== 'none') {                 // 2E
      const text = fold(native(element, { been }));
      if (text) return text;
    }
    if (walk.inside || CONTENT.has(walk.role)) {                                                                 // 2F, 2H
      const inner = Object.assign({}, walk, { been, inside: true, top: false, first: false });
      const text = fold(content(element, inner));
      if (text) return text;
    }
    const tip = fold(attribute(element, 'title'));                                                               // 2I
    return tip || (!walk.inside && matches(element, 'input,textarea') ? fold(attribute(element, 'placeholder') || attribute(element, 'aria-placeholder')) : '');
  };
  const content = (element, walk) => {
    const shadow = shadowOf(element), slotted = nameOf(element) === 'slot' ? assigned(element) : [];
    let out = drawnText(element, '::before');
    for (const node of slotted.length ? slotted : childrenOf(shadow || element)) {
      if (kindOf(node) === 3) out += textOf(node);                                                               // 2G
      else if (kindOf(node) === 1) {
        const text = nameOf(node) === 'br' ? ' ' : naming(node, walk);
        out += text && !/^(inline$|contents)/.test(styleOf(node).display) ? ' ' + text + ' ' : text && edge(node, text);
      }
    }
    return out + drawnText(element, '::after');
  };
  // Folding took the blanks at the ends of an inline element, which part words.
  const edge = (node, text) => {
    const whole = textOf(node);
    return (/^\s/.test(whole) ? ' ' : '') + text + (/\s$/.test(whole) ? ' ' : '');
  };
  const accessible = (element, role) => fold(naming(element, { been: new Set(), role, top: true }));
  // An option has no box of its own while its list is closed.
  const exposed = element => seen(matches(element, 'option,optgroup') ? around(element, one => nameOf(one) === 'select') || element : element) && styleOf(element).visibility === 'visible' && !around(element, one => attribute(one, 'aria-hidden') === 'true');
  const ANY = Object.values(NATIVE).join(',') + ',[role]';

  const byRole = (root, wanted, name) => {
    const role = SAME[wanted] || wanted;
    const own = wanted ? (NATIVE[role] ? NATIVE[role] + ',' : '') + '[role]' : ANY;
    return within(root, own).filter(element => {
      const its = roleOf(element);
      return its && (!wanted || its === role) && exposed(element) && (!name || said(name, accessible(element, its)));
    });
  };
  const CONTROL = LABELLED + ['textbox', 'searchbox', 'combobox', 'listbox', 'checkbox', 'radio', 'switch', 'slider', 'spinbutton'].map(role => `,[role=${role}]`).join('');
  const byLabel = (root, text) => within(root, CONTROL).filter(element => {
    const been = { been: new Set([element]) };
    return said(text, fold(attribute(element, 'aria-label'))) || [...labelsOf(element), ...referred(element)].some(one => said(text, referring(one, been)));
  });
  const byText = (root, text) => {
    const hit = element => said(text, fold(textOf(element)));
    const out = within(root, (kindOf(root) === 11 ? '' : 'body ') + '*:not(script):not(style)').filter(element => hit(element) && ![...elementsOf(element)].some(hit));
    return [...out, ...within(root, 'input[type=submit],input[type=button]').filter(input => said(text, fold(input.value)))];
  };
  // Chrome takes no shadow root to start from; from a child of it, its root is what absolute paths start at.
  const byPath = (root, path) => {
    const from = kindOf(root) === 11 ? firstOf(root) : root;
    if (!from) return [];
    const own = kindOf(root) === 11 ? path.trim().replace(/^\.(?=\/)/, '').replace(/^(?![/(])/, '/') : path;
    const all = evaluate(kindOf(root) === 9 ? root : documentOf(root), own, from, null, 7, null), out = [];
    for (let i = 0; i < all.snapshotLength; i++) out.push(all.snapshotItem(i));
    return out.filter(node => kindOf(node) === 1 && node !== root && (kindOf(root) === 11 || contains(root, node)));
  };
  const pierce = (root, css) => {
    const hits = new Set(within(root, css)), out = [];
    for (const element of within(root, '*')) {
      if (hits.has(element)) out.push(element);
      const shadow = shadowOf(element);
      if (shadow) out.push(...pierce(shadow, css));
    }
    return out;
  };
  const find = (selector, root) => {
    if (selector.first) {
      for (const choice of selector.first) { const found = find(choice, root); if (found.length) return found; }
      return [];
    }
    if (selector.css) {
      const all = within(root, selector.css);
      if (all.length || !parts.deeper(documentOf(root) || root)) return all;
      const own = kindOf(root) === 1 && shadowOf(root);
      return [...own ? pierce(own, selector.css) : [], ...pierce(root, selector.css)];
    }
    if (selector.xpath) return byPath(root, selector.xpath);
    if (selector.pierce) return pierce(root, selector.pierce);
    if (selector.inside) return [...new Set(find(selector.inside, root).flatMap(outer => find(selector.find, shadowOf(outer) || outer)))];
    if (selector.label) return byLabel(root, selector.label);
    if (selector.role || selector.name) return byRole(root, selector.role, selector.name);
    return byText(root, selector);
  };
  // Whether the document has shadow roots that can be looked into where nothing else is found.
  const deeper = () => true, sealed = () => null;
  const parts = { attribute, around, boxOf, childrenOf: elementsOf, contains, contentOf: node => textOf(node) || '', deeper, elementOf: node => kindOf(node) === 1, matches, nameOf, namesOf: method(Element, 'getAttributeNames'), parentOf, sealed, shadowOf, styleOf };
  return { find, visible, within, parts };
})();
