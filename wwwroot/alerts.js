// Sound and notification for new alerts, by this browser's own choice. The bell says what is new in its data attributes; localStorage keeps
// the choice and the newest alert that was told, so that several tabs tell it once.
(() => {
  const quiet = 4000;
  const kept = key => localStorage.getItem(key), keep = (key, value) => localStorage.setItem(key, value);
  const wants = what => kept('alert-' + what) === 'on';
  let sounds = null;

  function sound(severity) {
    sounds ??= new AudioContext();
    sounds.resume();
    const tones = severity === 'alarm' ? [880, 660, 880] : [660, 880];
    tones.forEach((frequency, i) => {
      const tone = sounds.createOscillator(), loudness = sounds.createGain(), at = sounds.currentTime + i * 0.18;
      tone.frequency.value = frequency;
      loudness.gain.setValueAtTime(0, at);
      loudness.gain.linearRampToValueAtTime(0.2, at + 0.02);
      loudness.gain.linearRampToValueAtTime(0, at + 0.16);
      tone.connect(loudness).connect(sounds.destination);
      tone.start(at);
      tone.stop(at + 0.17);
    });
  }

  function notify(title, body) {
    if (!('Notification' in window) || Notification.permission !== 'granted') return;
    const shown = new Notification(title, { body, tag: 'supervisor-alert' });
    shown.onclick = () => { window.focus(); location.assign('/alerts'); };
  }

  function tell(data) {
    const last = Number(kept('alert-told-at') ?? 0), now = Date.now();
    if (now - last < quiet && now >= last) return;
    keep('alert-told-at', String(now));
    if (wants('sound')) sound(data.severity);
    if (wants('notify')) notify(data.title, data.body);
  }

  function look(bell) {
    const newest = Number(bell.dataset.newest || 0), told = kept('alert-told');
    // a browser that comes here for the first time is not told of what was
    if (told === null || newest > Number(told)) keep('alert-told', String(newest));
    if (told !== null && newest > Number(told)) tell(bell.dataset);
  }

  function draw() {
    for (const what of ['sound', 'notify']) for (const box of document.querySelectorAll(`[data-alert-${what}]`)) box.checked = wants(what);
    const denied = document.querySelector('[data-alert-denied]');
    if (denied) denied.hidden = !('Notification' in window) || Notification.permission !== 'denied';
  }

  document.addEventListener('change', async e => {
    if (e.target.matches('[data-alert-sound]')) keep('alert-sound', e.target.checked ? 'on' : 'off');
    if (!e.target.matches('[data-alert-notify]')) return;
    // asked for here and nowhere else: a browser refuses for good what it is asked without a click
    const granted = e.target.checked && 'Notification' in window && await Notification.requestPermission() === 'granted';
    keep('alert-notify', granted ? 'on' : 'off');
    draw();
  });

  document.addEventListener('click', e => {
    const button = e.target.closest('[data-alert-test]');
    if (!button) return;
    sound('alarm');
    notify(button.dataset.title, button.dataset.body);
  });

  window.supervisorAlerts = {
    // answers when somebody can see the page
    inSight: () => document.hidden ? new Promise(seen => document.addEventListener('visibilitychange', () => seen(), { once: true })) : undefined,
  };

  new MutationObserver(changes => {
    for (const change of changes) {
      if (change.type === 'attributes') look(change.target);
      else for (const node of change.addedNodes) {
        if (node.nodeType !== Node.ELEMENT_NODE) continue;
        if (node.id === 'alert-bell') look(node);
        if (node.matches('.alert-sounds') || node.querySelector('.alert-sounds')) draw();
      }
    }
  }).observe(document.documentElement, { subtree: true, childList: true, attributeFilter: ['data-newest'] });
})();
