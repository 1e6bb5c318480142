// A screen on the wall: takes pictures from the stream beside its address, turns the pages, ticks the times, and says when it is not live.
(() => {
  const staleAfter = 5000, body = document.body, wall = document.getElementById('wall');
  const veil = document.querySelector('.wall-veil'), link = document.querySelector('.wall-link'), clock = document.querySelector('.wall-clock');
  const inZone = new Intl.DateTimeFormat('en-GB', { timeZone: body.dataset.zone, hour: '2-digit', minute: '2-digit', second: '2-digit', hourCycle: 'h23' });
  let offset = 0, lastBeat = 0, lastTime = Date.now(), page = 0, turned = performance.now();
  let paused = matchMedia('(prefers-reduced-motion: reduce)').matches;
  const two = n => String(n).padStart(2, '0');

  function span(ms) {
    const s = Math.max(0, Math.floor(ms / 1000)), h = Math.floor(s / 3600), m = Math.floor(s / 60) % 60;
    return h > 0 ? `${h}:${two(m)}:${two(s % 60)}` : `${m}:${two(s % 60)}`;
  }

  function write(element, text) { if (element.textContent !== text) element.textContent = text; }

  function turn(to) {
    const pages = wall.querySelectorAll('[data-page]');
    page = (to + pages.length) % pages.length;
    pages.forEach((section, i) => { section.hidden = i !== page; });
    write(document.querySelector('.wall-turn'), pages.length > 1 ? `${page + 1} / ${pages.length}` : '');
    document.querySelector('.wall-paused').hidden = !paused;
  }

  function times() {
    const now = Date.now() + offset;
    for (const e of wall.querySelectorAll('[data-since]')) {
      const lasted = now - Number(e.dataset.since);
      const over = e.dataset.warn === undefined ? '' : lasted >= Number(e.dataset.alarm) ? 'alarm' : lasted >= Number(e.dataset.warn) ? 'warn' : '';
      write(e, span(lasted));
      if (over) e.dataset.over = over; else delete e.dataset.over;
    }
    write(clock, inZone.format(now));
  }

  function tick() {
    const stale = performance.now() - lastBeat > staleAfter;
    document.documentElement.dataset.link = stale ? 'stale' : lastBeat ? 'live' : 'waiting';
    veil.hidden = !stale;
    if (stale) { write(veil.querySelector('.wall-veil-word'), veil.dataset.sentence.replace('{0}', inZone.format(lastTime))); return; }
    write(link.querySelector('.wall-link-word'), lastBeat ? link.dataset.live : link.dataset.waiting);
    times();
    if (!paused && performance.now() - turned > Number(body.dataset.seconds) * 1000) { turned = performance.now(); turn(page + 1); }
  }

  function connect() {
    const stream = new EventSource(location.pathname.replace(/\/$/, '') + '/stream');
    // the server was started anew, perhaps as another version: take its page
    stream.addEventListener('run', e => { if (e.data !== body.dataset.run) location.reload(); });
    stream.addEventListener('gone', () => location.reload());
    stream.addEventListener('picture', e => { wall.innerHTML = e.data; turn(page); times(); });
    stream.addEventListener('beat', e => {
      lastTime = Number(e.data);
      offset = lastTime - Date.now();
      lastBeat = performance.now();
      tick();
    });
    stream.onerror = () => {
      if (stream.readyState !== EventSource.CLOSED) return;
      // refused: the browser does not try again by itself. A page is loaded only from a server that answers.
      setTimeout(async () => {
        try { if ((await fetch('/healthz', { cache: 'no-store' })).ok) { location.reload(); return; } } catch { /* still down */ }
        connect();
      }, 2000);
    };
  }

  document.addEventListener('keydown', e => {
    if (e.key === ' ') paused = !paused;
    else if (e.key === 'ArrowRight') page++;
    else if (e.key === 'ArrowLeft') page--;
    else return;
    e.preventDefault();
    turned = performance.now();
    turn(page);
  });

  turn(0);
  setInterval(tick, 500);
  tick();
  connect();
})();
