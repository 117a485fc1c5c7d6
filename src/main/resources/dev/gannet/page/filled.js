// What stands where a value is to come. Asked of the elements that fields are read from: a row that is there before its data
// is not ready.
const unfilled = (() => {
  const { attribute, matches, parentOf, contentOf, childrenOf, elementOf } = parts;
  const MOST = 300;            // items that are looked at: where all are empty at first, some of them tell
  const WORDS = /^([A-Z]{3})?(NaN|undefined|null|Infinity|objectObject)([A-Z]{3})?$/;
  const TEMPLATE = /^(\{\{[^]*\}\}|\$\{[^]*\}|<%[^]*%>)$/;
  const LOADING = /^(loading|please wait|lädt|wird geladen|bitte warten|chargement|cargando|caricamento|carregando|laden|загрузка|読み込み中|加载中)?\s*(…|\.{3,})$/i;
  const BONES = /(^|[-_\s])(skeleton|placeholder|shimmer|ghost-line|loading)([-_\s]|$)/i;
  // Up to the item, or to what is above the page where that is the item.
  const busy = (element, item) => {
    for (let up = element; up && elementOf(up); up = up === item ? null : parentOf(up)) if (attribute(up, 'aria-busy') === 'true') return true;
    return false;
  };
  const shown = (element, item) => {
    const text = contentOf(element).replace(/\s+/g, ' ').trim();
    if (busy(element, item)) return 'is busy';
    if (!text) {
      const bones = [element, ...childrenOf(element)].some(one => BONES.test(attribute(one, 'class') || ''));
      return bones && !matches(element, 'img,input,textarea,select,video,canvas,svg') ? 'is empty' : '';
    }
    if (text.length > 60) return '';
    return WORDS.test(text.replace(/[^\p{L}]/gu, '')) || TEMPLATE.test(text) || LOADING.test(text) ? 'shows ' + text : '';
  };
  // Of each field the first that waits for its value.
  return (kind, documents) => {
    const items = kind.each && kind.inItem ? documents.flatMap(one => find(kind.each, one)) : documents;
    const some = items.length > MOST ? [...items.slice(0, MOST - 50), ...items.slice(-50)] : items;
    return kind.values.flatMap(value => {
      for (const item of some) {
        const element = find(value.selector, item)[0], what = element && shown(element, item);
        if (what) return [kind.name + '.' + value.name + ' ' + what];
      }
      return [];
    });
  };
})();
