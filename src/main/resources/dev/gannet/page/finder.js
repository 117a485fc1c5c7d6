// Seeks in the page's own world: in a frame that is a browser's process of its own there is no observer.
const [wish, answer] = arguments;
seek(wish, answer);
