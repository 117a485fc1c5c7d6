// What stands where a value is to come. Looks at the elements that fields are read from: a row that is there before its
// data is not ready.
const { unfilled, doubtful, hollowIn, unfilledIn, loading } = (() => {
  const { attribute, matches, parentOf, contentOf, childrenOf, elementOf } = parts;
  const MOST = 300;            // items that are looked at: where all are empty at first, some of them tell
  const LONG = 60;             // a longer text is no placeholder
  const INVISIBLE = /[\s\u00ad\u200b-\u200f\u2060\u2063\u2800\u3164\ufeff]+/g;
  const WORDS = /^([A-Z]{3})?(NaN|undefined|null|objectObject|InvalidDate)([A-Z]{3})?$/;
  const TEMPLATE = /^(\{\{[^]*\}\}|\[\[[^]*\]\]|\$\{[^]*\}|<%[^]*%>|%[a-z_.]+%)$/i;
  const WAIT = '(still |now )?loading|(please |just )?wait|please stand by|one moment( please)?|just a (moment|second)|fetching|lädt|(wird|werden) geladen|bitte warten|chargement( en cours)?|veuillez patienter|cargando|espere( por favor)?|cargando datos|caricamento( in corso)?|attendere( prego)?|carregando|aguarde|laden|even geduld|ładowanie|proszę czekać|načítání|laddar|indlæser|laster|ladataan|yükleniyor|загрузка|завантаження|読み込み中|加载中|正在加载|로딩 중|불러오는 중';
  const WHAT = '( (the |your |more )?(data|more|items?|results?|prices?|content|page|list|details?|comments?|reviews?|products?|images?|Daten|Preise?))?';
  const LOADING = new RegExp('^((' + WAIT + ')' + WHAT + ')?\\s*(…|\\.{3,})$', 'i'), WAITING = new RegExp('^(' + WAIT + ')' + WHAT + '[.!]?$', 'i');
  const BONES = /skeleton|shimmer|(^|[-_\s])(placeholder|ghost-line|ph-item|bone|loading|loader|spinner|animate-pulse)([-_\s]|$)|(^|[a-z_-])(isLoading|is-loading)/i;
  // What a typed field may show before its value: no digit at all, or nothing but zeros.
  const EMPTY = /^[-–—_.?*·•…/]+$|^(n\/?a|tba|tbd)$/i, ZERO = /^[^\d\p{L}]*([A-Z]{3}|\p{Sc})?[^\d\p{L}]*0+([.,]0+)?[^\d\p{L}]*([A-Z]{3}|\p{Sc})?[^\d\p{L}]*$/u;
  const textOf = element => contentOf(element).replace(INVISIBLE, ' ').trim();
  // Up to the item, or to what is above the page where that is the item.
  const busy = (element, item) => {
    for (let up = element; up && elementOf(up); up = up === item ? null : parentOf(up)) if (attribute(up, 'aria-busy') === 'true') return true;
    return false;
  };
  const holds = element => matches(element, 'img,input,textarea,select,video,canvas,svg');
  const shown = (element, item) => {
    const text = textOf(element);
    if (busy(element, item)) return 'is busy';
    if (!text) {
      const bones = [element, ...childrenOf(element)].some(one => BONES.test(attribute(one, 'class') || ''));
      return bones && !holds(element) ? 'is empty' : '';
    }
    if (text.length > LONG) return '';
    return WORDS.test(text.replace(/[^\p{L}]/gu, '')) || TEMPLATE.test(text) || LOADING.test(text) ? 'shows ' + text : '';
  };
  // What may be a value, and often is not one yet.
  const doubt = (element, item, value) => {
    const text = textOf(element);
    if (!text) return value.required && !holds(element) ? 'is empty' : '';
    if (text.length > LONG) return '';
    if (WAITING.test(text)) return 'shows ' + text;
    return value.typed && (EMPTY.test(text) || ZERO.test(text) || !/\d/.test(text) && WORDS.test(text.split(' ')[0])) ? 'shows ' + text : '';
  };
  // Whether a control shows that it is loading: by its words, or by itself, what is visible in it or what it stands in.
  const TURNS = /(^|[-_\s])(loading|spinner|spin)([-_\s]|$)|(^|[a-z_-])(isLoading|is-loading)/i;
  const loading = control => {
    const text = textOf(control);
    return busy(control, null) || text.length <= LONG && (LOADING.test(text) || WAITING.test(text)) || [control, ...within(control, '*')].some(one =>
      (TURNS.test(attribute(one, 'class') || '') || matches(one, '[aria-busy=true i],[role=progressbar],progress')) && visible(one));
  };
  // Of each field the first that waits for its value.
  const itemsOf = (kind, documents) => kind.each && kind.inItem ? documents.flatMap(one => find(kind.each, one)) : documents;
  const each = what => (kind, items) => {
    const some = items.length > MOST ? [...items.slice(0, MOST - 50), ...items.slice(-50)] : items;
    return kind.values.flatMap(value => {
      for (const item of some) {
        const found = value.selector ? find(value.selector, item) : [item];
        for (const element of value.anyOf ? found : found.slice(0, 1)) {
          const told = what(element, item, value);
          if (told) return [kind.name + '.' + value.name + ' ' + told];
        }
      }
      return [];
    });
  };
  const empty = each(shown), doubts = each(doubt), bare = each(element => !textOf(element) && !holds(element) ? 'is empty' : '');
  return {
    unfilled: (kind, documents) => empty(kind, itemsOf(kind, documents)),
    doubtful: (kind, documents) => doubts(kind, itemsOf(kind, documents)),
    // Whether a field of an item is empty or shows a placeholder.
    hollowIn: (kind, documents) => { const items = itemsOf(kind, documents); return [empty, doubts, bare].some(what => what(kind, items).length > 0); },
    // Of these items alone.
    unfilledIn: empty,
    loading,
  };
})();
