// What the timelines cannot do from the server: keep the browser from scrolling on the chart's keys, say what lies under the pointer, scroll the table.
window.supervisorTimeline = (() => {
  const chartKeys = new Set(['ArrowUp', 'ArrowDown', 'ArrowLeft', 'ArrowRight', 'Home', 'End', 'PageUp', 'PageDown', 'Enter', ' ']);
  const two = n => String(n).padStart(2, '0');
  let tip;

  document.addEventListener('keydown', e => {
    if (e.key === 'Escape') hide();
    if (e.target.id === 'timeline-chart' && chartKeys.has(e.key) && !e.ctrlKey && !e.altKey && !e.metaKey) e.preventDefault();
  });

  function hide() { tip?.remove(); }

  function show(text, e) {
    tip ??= Object.assign(document.createElement('div'), { className: 'tl-tip', ariaHidden: 'true' });
    if (!tip.isConnected) document.body.append(tip);
    if (tip.textContent !== text) tip.textContent = text;
    tip.style.left = `${Math.max(4, Math.min(e.clientX + 12, innerWidth - tip.offsetWidth - 8))}px`;
    tip.style.top = `${e.clientY + (e.clientY + 24 + tip.offsetHeight > innerHeight ? -12 - tip.offsetHeight : 18)}px`;
  }

  document.addEventListener('pointermove', e => {
    const piece = e.target.closest?.('[data-tip]');
    if (piece) { show(piece.dataset.tip, e); return; }
    const track = e.target.closest?.('[data-track-from]');
    if (!track) { hide(); return; }
    const at = aim(track, e.clientX), time = new Date(at);
    show(`${two(time.getHours())}:${two(time.getMinutes())}:${two(time.getSeconds())} ${e.target.dataset.word ?? ''}`, e);
  });

  // the link leads to the moment under the pointer
  function aim(track, x) {
    const box = track.getBoundingClientRect(), from = Number(track.dataset.trackFrom), to = Number(track.dataset.trackTo);
    const at = Math.round((from + (to - from) * Math.min(1, Math.max(0, (x - box.left) / box.width))) / 1000) * 1000;
    const address = new URL(track.href);
    address.searchParams.set('at', new Date(Math.min(at, to - 1000)).toISOString().replace('.000Z', 'Z'));
    track.href = address.pathname + address.search;
    return at;
  }

  document.addEventListener('pointerdown', e => {
    const track = e.target.closest?.('[data-track-from]');
    if (track) aim(track, e.clientX);
    hide();
  });

  return {
    // Scrolls the region, and only the region, until the row is in it.
    reveal(regionId, rowId) {
      const region = document.getElementById(regionId), row = document.getElementById(rowId);
      if (!region || !row) return;
      const head = region.querySelector('thead').offsetHeight, top = row.offsetTop - head;
      if (top < region.scrollTop || row.offsetTop + row.offsetHeight > region.scrollTop + region.clientHeight) region.scrollTop = top - region.clientHeight / 3;
    },
  };
})();
