// Runs in the page's own world of a frame of another origin, where no observer is: waits until its document has come to
// rest, and those of its own frames, and one of the kinds of items that are still missing is there, or for a while in vain,
// and takes it.
// wish: {kinds, first, quiet, patience, cap, size}
const [wish, answer] = arguments;
const now = performance.now.bind(performance), root = doc => doc.documentElement, base = doc => doc.baseURI;
const lists = { rows: () => [] }, own = { key: () => null }, started = now();
let changed = now();
const mutations = new MutationObserver(() => { changed = now(); });
const watch = place => mutations.observe(place, { childList: true, subtree: true, characterData: true });
watch(document);
FIND
FLAT
PRESENT
flat.survey(root(document));
const met = new WeakSet([document]);
const meet = doc => {
  if (met.has(doc)) return;
  met.add(doc);
  watch(doc);
  changed = now();
};
const check = () => {
  const past = now() - started, over = past >= wish.cap, inner = flat.others({ others: true }, past);
  inner.documents.forEach(meet);
  const still = now() - changed, coming = inner.coming.length || [document, ...inner.documents].some(doc => doc.readyState === 'loading');
  if (!over && (coming || still < wish.quiet)) return setTimeout(check, 20);
  const tree = flat.look({ frames: true }, changed), there = wish.kinds.filter(kind => tree && present(kind, [tree])).map(kind => kind.name);
  if (!over && wish.kinds.length && !there.length && past < wish.patience) return setTimeout(check, 50);
  mutations.disconnect();
  let room = wish.size, length = 0;
  const cut = text => { const part = text.length > room ? text.slice(0, Math.max(0, room)) : text; length += text.length; room -= part.length; return part; };
  answer({ there, frames: flat.take(window, { frames: true, others: true, first: wish.first }).map(one => ({ url: one.url, html: cut(one.html), other: one.other })), length });
};
check();
