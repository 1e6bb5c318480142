// Elapsed times tick here, from starts that the server gives: no traffic for a second that passes.
// #link-beat carries the server's time every two seconds over the circuit. Its arrival proves the link; its absence stops the clocks.
// A page that shows the past has #replay-clock: the moment shown (data-shown) at a time of the server (data-taken), and how fast it goes on (data-pace, 0 stands still).
(() => {
  const staleAfter = 5000, samplesKept = 15;
  const offsets = [];
  let offset = 0, lastBeat = 0;

  // A sample is too small by its own delay, so the largest is the best; the oldest go, because clocks drift.
  function beat(serverNow) {
    offsets.push(serverNow - Date.now());
    if (offsets.length > samplesKept) offsets.shift();
    offset = Math.max(...offsets);
    lastBeat = performance.now();
    tick();
  }

  const two = n => String(n).padStart(2, '0');

  function span(ms) {
    const s = Math.max(0, Math.floor(ms / 1000)), h = Math.floor(s / 3600), m = Math.floor(s / 60) % 60;
    return h > 0 ? `${h}:${two(m)}:${two(s % 60)}` : `${m}:${two(s % 60)}`;
  }

  function write(element, text) { if (element.textContent !== text) element.textContent = text; }

  function mark(element, level) {
    if ((element.dataset.over ?? '') === level) return;
    const row = element.closest('[role=row]');
    for (const marked of row ? [element, row] : [element]) {
      if (level) marked.dataset.over = level; else delete marked.dataset.over;
    }
  }

  // In steps of a hundredth, so that most ticks write nothing; scaled, so that none lays anything out.
  function use(bar, part) {
    const step = String(Math.round(100 * Math.max(0, Math.min(1, part))) / 100);
    if (bar.dataset.part !== step) bar.style.setProperty('--used', bar.dataset.part = step);
  }

  const replay = () => document.getElementById('replay-clock');

  function shown() {
    const now = Date.now() + offset, past = replay()?.dataset;
    return past ? Number(past.shown) + Math.max(0, now - Number(past.taken)) * Number(past.pace) : now;
  }

  // The moment in words with its zone, since an hour may come twice; on the slider of the day, and, while it goes on, in the box, unless somebody has them in hand.
  const inWords = new Intl.DateTimeFormat(document.documentElement.lang,
    { weekday: 'short', year: 'numeric', month: 'short', day: 'numeric', hour: '2-digit', minute: '2-digit', second: '2-digit', hourCycle: 'h23', timeZoneName: 'short' });

  function showMoment(now) {
    for (const e of document.querySelectorAll('[data-moment]')) write(e, inWords.format(now));
    const at = new Date(now), box = document.getElementById('past-date');
    if (box && replay().dataset.pace !== '0' && document.activeElement !== box)
      box.value = `${at.getFullYear()}-${two(at.getMonth() + 1)}-${two(at.getDate())}T${two(at.getHours())}:${two(at.getMinutes())}:${two(at.getSeconds())}`;
    for (const e of document.querySelectorAll('[data-day]')) {
      if (e.matches(':active')) continue;
      const minute = String(Math.floor((now - Number(e.dataset.day)) / 60000));
      if (e.value !== minute) e.value = minute;
      e.setAttribute('aria-valuetext', `${two(at.getHours())}:${two(at.getMinutes())}`);
    }
  }

  function show(root) {
    const now = shown();
    if (replay()) showMoment(now);
    for (const e of root.querySelectorAll('[data-since]')) {
      const lasted = now - Number(e.dataset.since);
      write(e, span(lasted));
      const bar = e.nextElementSibling;
      if (bar?.className === 'used') use(bar, lasted / Number(e.dataset.alarm));
      if (e.classList.contains('timer') || e.classList.contains('tile-time'))
        mark(e, e.dataset.warn === undefined ? '' : lasted >= Number(e.dataset.alarm) ? 'alarm' : lasted >= Number(e.dataset.warn) ? 'warn' : '');
    }
    for (const e of root.querySelectorAll('[data-until]')) write(e, span(Number(e.dataset.until) - now));
    for (const e of root.querySelectorAll('[data-at]')) {
      const at = new Date(Number(e.dataset.at));
      write(e, `${two(at.getHours())}:${two(at.getMinutes())}${e.dataset.seconds === undefined ? '' : ':' + two(at.getSeconds())}`);
      e.title = at.toLocaleString();
    }
  }

  function linkState() {
    const dialog = document.getElementById('components-reconnect-modal')?.className ?? '';
    if (/reconnect-(show|failed|rejected)/.test(dialog)) return 'stale';
    if (lastBeat === 0) return 'waiting';
    if (performance.now() - lastBeat > staleAfter) return 'stale';
    return replay() ? 'past' : 'live';
  }

  function tick() {
    const state = linkState(), chip = document.getElementById('link-chip');
    document.documentElement.dataset.link = state;
    if (chip) {
      const age = Math.floor((performance.now() - lastBeat) / 1000);
      write(chip.querySelector('.link-word'), state === 'live' || state === 'past' ? chip.dataset[state] : state === 'waiting' ? '\u2026' : `${chip.dataset.stale} ${age} s`);
    }
    // stopped, not merely grey: a clock that runs on without news would lie
    if (state !== 'stale') show(document);
  }

  new MutationObserver(changes => {
    let touched = false;
    for (const change of changes) {
      if (change.type === 'attributes') {
        if (change.attributeName === 'data-now') { beat(Number(change.target.dataset.now)); return; }
        touched = true;
      } else for (const node of change.addedNodes) {
        if (node.nodeType !== Node.ELEMENT_NODE) continue;
        if (node.id === 'link-beat') { beat(Number(node.dataset.now)); return; }
        touched = true;
      }
    }
    // new rows get their times before they are painted
    if (touched && linkState() !== 'stale') show(document);
  }).observe(document.documentElement, { subtree: true, childList: true, attributeFilter: ['data-now', 'data-since', 'data-until', 'data-at', 'data-shown', 'data-taken', 'data-pace'] });

  setInterval(tick, 500);
  tick();
})();
