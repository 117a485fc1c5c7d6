// Runs in the page's own world, because elements can be handed to the driver only from there. The observer seeks, in its own
// world (S25); where there is none, the answer says so.
const [door, wish, answer] = arguments;
if (window[door]) window[door](wish, answer); else answer({ closed: true });
