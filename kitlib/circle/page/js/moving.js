// A thing moved onto a place, with mouse or finger; a press that goes nowhere stays a press.

const BEGINS = 8; // px; less is a hand that is not still
const OVER = "lk-over-sted";

/** Let `node` be carried to what matches `places` within `room`; `drop(place)` is told where. */
export function movable(node, { room, places, drop }) {
  let from = null;
  let ghost = null;
  let over = null;

  function begin() {
    ghost = node.cloneNode(true);
    const { width, left, top } = node.getBoundingClientRect();
    ghost.classList.add("lk-baaret");
    ghost.setAttribute("aria-hidden", "true");
    Object.assign(ghost.style, { width: `${width}px`, left: `${left}px`, top: `${top}px` });
    room.append(ghost);
    node.classList.add("lk-loeftet");
  }

  function at({ clientX, clientY }) {
    const found = document.elementsFromPoint(clientX, clientY).find((each) => room.contains(each) && !ghost.contains(each) && each.closest(places) && !node.contains(each));
    return found ? found.closest(places) : null;
  }

  function end(event) {
    if (!from) return;
    const place = ghost && event.type === "pointerup" ? at(event) : null;
    ghost?.remove();
    over?.classList.remove(OVER);
    node.classList.remove("lk-loeftet");
    const moved = Boolean(ghost);
    from = ghost = over = null;
    if (moved) quiet(node);
    if (place) drop(place);
  }

  node.addEventListener("pointerdown", (event) => {
    if (event.button || event.target.closest("button, input, textarea, select")) return;
    from = { x: event.clientX, y: event.clientY };
    node.setPointerCapture(event.pointerId);
  });
  node.addEventListener("pointermove", (event) => {
    if (!from) return;
    const x = event.clientX - from.x;
    const y = event.clientY - from.y;
    if (!ghost && Math.hypot(x, y) < BEGINS) return;
    if (!ghost) begin();
    ghost.style.transform = `translate(${x}px, ${y}px) rotate(1.5deg)`;
    const place = at(event);
    if (place === over) return;
    over?.classList.remove(OVER);
    place?.classList.add(OVER);
    over = place;
  });
  node.addEventListener("pointerup", end);
  node.addEventListener("pointercancel", end);
}

/** The press that ended a move is no press. */
function quiet(node) {
  const stop = (click) => click.stopPropagation();
  node.addEventListener("click", stop, { capture: true });
  setTimeout(() => node.removeEventListener("click", stop, { capture: true }), 0);
}
