// The focus goes to an element that may just be being rendered.
export function focusOn(id) {
  document.getElementById(id)?.focus();
}
