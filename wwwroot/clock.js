// Elapsed times tick here, from starts that the server gives: no traffic for a second that passes.
// #link-beat carries the server's time every two seconds over the circuit. Its arrival proves the link; its absence stops the clocks.
// A page that shows the past has #replay-clock: the moment shown (data-shown) at a time of the server (data-taken), and how fast it goes on (data-pace, 0 stands still).
// The chip tells how long a change takes from the gateway's answer (data-received-at of a row) until its row is painted: supervisor.latency().
(() => {
  const ticks = 250, language = document.documentElement.lang;

  // A beat proves the link at the moment it was sent. One that waited in a cable or beside a sleeping machine proves nothing of now, and after a break only a fresh one does.
  const link = (() => {
    const staleAfter = 5000, backWithin = 1000, beatsKept = 15, beats = [];
    let heard = 0, heardAt = 0, lost = false;

    // by both clocks: while a machine sleeps, the one may stand still; the other may be set
    const silence = () => Math.max(performance.now() - heard, Date.now() - heardAt);

    function isLost() {
      if (heardAt !== 0 && silence() > staleAfter) lost = true;
      return lost;
    }

    return {
      silence,
      isLost,
      isWaiting: () => heardAt === 0,
      lose() { lost = true; },
      beat(serverNow) {
        isLost(); // whether the one before came too long ago, which nobody may have looked at meanwhile
        beats.push(serverNow - Date.now());
        if (beats.length > beatsKept) beats.shift();
        const age = Date.now() + Math.max(...beats) - serverNow;
        [heard, heardAt] = [performance.now() - age, Date.now() - age];
        if (age <= backWithin) lost = false;
      },
    };
  })();

  // What to add to performance.now() for the server's time. Not Date.now(): somebody may set that clock while the page is open.
  const clock = (() => {
    const beatsKept = 15, tripsKept = 8, beats = [];
    let trips = [], offset = Date.now() - performance.now(), within = null;

    function settle() {
      const best = trips.reduce((a, b) => b.within < a.within ? b : a, { within: Infinity });
      if (trips.length > 0) [offset, within] = [best.offset, best.within];
      // a beat is too small by its own way here, so the largest is the best; the oldest go, because clocks drift
      else if (beats.length > 0) [offset, within] = [Math.max(...beats), null];
    }

    // The server looked at its clock somewhere between asking and hearing: the middle is wrong by half of that at most.
    async function ask() {
      try {
        const asked = performance.now();
        const answer = await fetch('clock', { cache: 'no-store' }), heard = performance.now();
        if (!answer.ok) return;
        trips.push({ offset: Number(await answer.text()) - (asked + heard) / 2, within: (heard - asked) / 2 });
        if (trips.length > tripsKept) trips.shift();
        settle();
      } catch { /* the link is lost; the beat says so */ }
    }

    return {
      now: () => performance.now() + offset,
      // Half the round trip of the fastest of the last questions; null before the first answer.
      within: () => within,
      ask,
      beat(serverNow) {
        beats.push(serverNow - performance.now());
        if (beats.length > beatsKept) beats.shift();
        // a computer that slept, or a server whose clock was set: what was measured before counts no more
        const stepped = beats.at(-1) > offset + (within ?? 0) + 250 || (beats.length === beatsKept && Math.max(...beats) < offset - 1000);
        if (stepped && trips.length > 0) { trips = []; beats.splice(0, beats.length - 1); ask(); }
        settle();
      },
    };
  })();

  // From the gateway's answer to the screen, for rows that changed where they stood: neither the first paint nor a row that scrolls into view.
  const latency = (() => {
    const minute = 60000, kept = 5000, measured = [], painted = new MessageChannel();
    let waiting = [], framed = false;

    // a message that is sent from a frame comes after that frame's paint
    painted.port1.onmessage = () => {
      const now = clock.now(), at = performance.now();
      for (const [row, received] of waiting) if (row.isConnected) measured.push({ at, ms: Math.max(0, now - received) });
      [waiting, framed] = [[], false];
      if (measured.length > kept) measured.splice(0, measured.length - kept);
    };

    // nothing is painted in a hidden page, so nothing is measured
    document.addEventListener('visibilitychange', () => { waiting = []; });

    return {
      changed(row, before) {
        const received = Number(row.dataset.receivedAt);
        if (document.hidden || !(Number(before) > 0) || !(received > Number(before))) return;
        waiting.push([row, received]);
        if (framed) return;
        framed = true;
        requestAnimationFrame(() => painted.port2.postMessage(null));
      },
      // Of the last minute, in milliseconds; null where nothing changed. `within`: how far the two clocks may be apart beyond what is allowed for.
      figures() {
        const since = performance.now() - minute, old = measured.findIndex(one => one.at >= since);
        measured.splice(0, old < 0 ? measured.length : old);
        const sorted = measured.map(one => one.ms).sort((a, b) => a - b), part = p => sorted.length === 0 ? null : sorted[Math.min(sorted.length - 1, Math.floor(sorted.length * p))];
        return { p50: part(.5), p95: part(.95), count: sorted.length, within: clock.within() };
      },
    };
  })();

  window.supervisor = Object.assign(window.supervisor ?? {}, { latency: latency.figures });

  const two = n => String(n).padStart(2, '0');

  function span(ms) {
    const s = Math.max(0, Math.floor(ms / 1000)), h = Math.floor(s / 3600), m = Math.floor(s / 60) % 60;
    return h > 0 ? `${h}:${two(m)}:${two(s % 60)}` : `${m}:${two(s % 60)}`;
  }

  function write(element, text) { if (element && element.textContent !== text) element.textContent = text; }

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
    const now = clock.now(), past = replay()?.dataset;
    return past ? Number(past.shown) + Math.max(0, now - Number(past.taken)) * Number(past.pace) : now;
  }

  // The moment in words with its zone, since an hour may come twice; on the slider of the day, and, while it goes on, in the box, unless somebody has them in hand.
  const inWords = new Intl.DateTimeFormat(language,
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

  function showSpan(e, now) {
    const { since, until, warn, alarm } = e.dataset;
    if (until !== undefined) write(e, span(Number(until) - now));
    if (since === undefined) return;
    const lasted = now - Number(since);
    write(e, span(lasted));
    const bar = e.nextElementSibling;
    if (bar?.className === 'used') use(bar, lasted / Number(alarm));
    if (e.classList.contains('timer') || e.classList.contains('tile-time'))
      mark(e, warn === undefined ? '' : lasted >= Number(alarm) ? 'alarm' : lasted >= Number(warn) ? 'warn' : '');
  }

  const wholeTime = new Intl.DateTimeFormat(language, { dateStyle: 'full', timeStyle: 'long', hourCycle: 'h23' });

  function showTime(e) {
    const at = new Date(Number(e.dataset.at));
    write(e, `${two(at.getHours())}:${two(at.getMinutes())}${e.dataset.seconds === undefined ? '' : ':' + two(at.getSeconds())}`);
    e.title = wholeTime.format(at);
  }

  // Under `root` and itself. Times of day do not tick: they are written when they come.
  function show(root, withTimes) {
    const now = shown(), spans = '[data-since], [data-until]';
    if (root.matches?.(spans)) showSpan(root, now);
    for (const e of root.querySelectorAll(spans)) showSpan(e, now);
    if (!withTimes) return;
    if (root.matches?.('[data-at]')) showTime(root);
    for (const e of root.querySelectorAll('[data-at]')) showTime(e);
  }

  function linkState() {
    const dialog = document.getElementById('components-reconnect-modal')?.className ?? '';
    if (/reconnect-(show|failed|rejected)/.test(dialog)) return 'stale';
    if (link.isLost()) return 'stale';
    if (link.isWaiting()) return 'waiting';
    return replay() ? 'past' : 'live';
  }

  const seconds = new Intl.NumberFormat(language, { minimumFractionDigits: 1, maximumFractionDigits: 1 }), whole = new Intl.NumberFormat(language, { maximumFractionDigits: 0 });
  const milliseconds = ms => ms === null ? '\u2013' : `${whole.format(ms)} ms`;
  let figures = latency.figures(), looked = 0, saidAt = -Infinity, said = null;

  // rounded up: what it says is kept. "LIVE {0} s" without a figure is "LIVE"
  const fill = (text, value) => value === null ? text.replace(/\s*\{0\}.*$/, '') : text.replace('{0}', value);

  function showLink(state) {
    const chip = document.getElementById('link-chip');
    if (!chip) return;
    const now = performance.now();
    if (now - looked >= 1000) {
      [figures, looked] = [latency.figures(), now];
      const panel = document.getElementById('link-panel');
      write(panel?.querySelector('[data-figure=p50]'), milliseconds(figures.p50));
      write(panel?.querySelector('[data-figure=p95]'), milliseconds(figures.p95));
      write(panel?.querySelector('[data-figure=count]'), whole.format(figures.count));
      write(panel?.querySelector('[data-figure=within]'), figures.within === null ? '\u2013' : `\u00b1 ${milliseconds(Math.ceil(figures.within))}`);
    }
    const text = state === 'waiting' ? '\u2026' : state === 'past' ? chip.dataset.past : state === 'stale'
      ? fill(chip.dataset.stale, whole.format(Math.floor(link.silence() / 1000)))
      : fill(chip.dataset.live, figures.p50 === null ? null : seconds.format(Math.ceil(Math.max(1, figures.p50) / 100) / 10));
    write(chip.querySelector('.link-word'), text);

    // to a screen reader only that it turns, at most every ten seconds, and never the first "live"
    if (state === 'waiting') return;
    const sentence = state === 'stale' ? chip.dataset.saidStale : state === 'live' ? chip.dataset.saidLive : '';
    if (sentence === said || now - saidAt < 10000) return;
    if (said !== null) { write(document.getElementById('link-said'), sentence); saidAt = now; }
    said = sentence;
  }

  function tick() {
    const state = linkState(), back = document.documentElement.dataset.link === 'stale' && state !== 'stale';
    document.documentElement.dataset.link = state;
    showLink(state);
    // stopped, not merely grey: a clock that runs on without news would lie
    if (state === 'stale') return;
    if (replay()) showMoment(shown());
    show(document, back);
  }

  function beat(serverNow) {
    clock.beat(serverNow);
    link.beat(serverNow);
  }

  new MutationObserver(changes => {
    const touched = new Set();
    let all = false;
    for (const change of changes) {
      const target = change.target;
      if (change.type === 'attributes') {
        if (change.attributeName === 'data-now') { beat(Number(target.dataset.now)); all = true; }
        else if (change.attributeName === 'data-received-at') latency.changed(target, change.oldValue);
        else if (target.id === 'replay-clock') all = true;
        else touched.add(target);
      } else for (const node of change.addedNodes) {
        if (node.nodeType !== Node.ELEMENT_NODE) continue;
        if (node.id === 'link-beat') { beat(Number(node.dataset.now)); all = true; }
        else if (node.id === 'replay-clock') all = true;
        touched.add(node);
      }
    }
    // new rows get their times before they are painted; of the others only what has changed is looked at
    if (all) tick();
    if (touched.size > 0 && linkState() !== 'stale') for (const root of touched) if (root.isConnected) show(root, true);
  }).observe(document.documentElement, {
    subtree: true, childList: true, attributeOldValue: true,
    attributeFilter: ['data-now', 'data-since', 'data-until', 'data-at', 'data-received-at', 'data-shown', 'data-taken', 'data-pace'],
  });

  // A frozen page runs nothing: it is stale from the start, and stays so until it hears a beat sent after that.
  document.addEventListener('freeze', () => { link.lose(); tick(); });
  for (const wake of ['resume', 'visibilitychange']) document.addEventListener(wake, tick);
  addEventListener('pageshow', tick);

  setInterval(tick, ticks);
  show(document, true);
  tick();
  // the first question opens the connection and is slow; the fastest counts
  (async () => { for (let i = 0; i < 4; i++) await clock.ask(); })();
  setInterval(() => { if (!document.hidden) clock.ask(); }, 30000);
})();
