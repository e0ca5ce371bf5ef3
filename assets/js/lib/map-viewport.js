// @ts-check
// Panning and zooming: which part of a canvas a stage shows. Drag, wheel, pinch; nothing but numbers and one transform.

const SMALLEST_SCALE = 0.1;
const LARGEST_SCALE = 2;
const DRAG_THRESHOLD = 4;

/** Smaller than that, text of 14 pixels cannot be read; "fit" stops here. */
export const READABLE_SCALE = 0.62;

/** @typedef {{ x: number, y: number, width: number, height: number }} Box */

export class MapViewport {
  /**
   * @param {HTMLElement} stage
   * @param {HTMLElement} canvas
   * @param {() => void} changed called after every move
   */
  constructor(stage, canvas, changed) {
    this.stage = stage;
    this.canvas = canvas;
    this.changed = changed;
    this.x = 0;
    this.y = 0;
    this.scale = 1;
    /** @type {Map<number, { x: number, y: number }>} */
    this.pointers = new Map();
    this.isDragging = false;
    this.wasDragged = false;
    stage.addEventListener("pointerdown", (event) => this.press(event));
    stage.addEventListener("pointermove", (event) => this.drag(event));
    stage.addEventListener("pointerup", (event) => this.release(event));
    stage.addEventListener("pointercancel", (event) => this.release(event));
    stage.addEventListener("wheel", (event) => this.wheel(event), { passive: false });
    canvas.addEventListener("transitionend", () => canvas.classList.remove("is-gliding"));
  }

  /** @param {boolean} [glide] whether to move there smoothly */
  apply(glide = false) {
    this.canvas.classList.toggle("is-gliding", glide);
    this.canvas.style.transform = `translate(${this.x}px, ${this.y}px) scale(${this.scale})`;
    this.changed();
  }

  /** The part of the canvas that is in view. @returns {Box} */
  get view() {
    const { clientWidth, clientHeight } = this.stage;
    return {
      x: -this.x / this.scale,
      y: -this.y / this.scale,
      width: clientWidth / this.scale,
      height: clientHeight / this.scale,
    };
  }

  /** @param {number} dx @param {number} dy in pixels of the screen */
  pan(dx, dy) {
    this.x += dx;
    this.y += dy;
    this.apply();
  }

  /**
   * Zoom by a factor; the point of the stage at (x, y), by default its middle, stays where it is.
   * @param {number} factor @param {number} [x] @param {number} [y]
   */
  zoom(factor, x = this.stage.clientWidth / 2, y = this.stage.clientHeight / 2) {
    const scale = Math.min(LARGEST_SCALE, Math.max(SMALLEST_SCALE, this.scale * factor));
    this.x = x - ((x - this.x) * scale) / this.scale;
    this.y = y - ((y - this.y) * scale) / this.scale;
    this.scale = scale;
    this.apply();
  }

  /**
   * Show a whole drawing if it stays readable, else its upper part around a point of interest.
   * @param {number} width @param {number} height @param {number} centre x of what must be in view
   * @param {boolean} [glide]
   */
  fit(width, height, centre, glide = false) {
    const { clientWidth, clientHeight } = this.stage;
    const whole = Math.min(clientWidth / width, clientHeight / height, 1);
    this.scale = Math.max(whole, Math.min(Math.max(clientWidth / width, READABLE_SCALE), 0.8, 1));
    if (whole >= READABLE_SCALE) this.scale = whole;
    const spare = clientWidth - width * this.scale;
    this.x = spare >= 0 ? spare / 2 : Math.min(0, Math.max(spare, clientWidth / 2 - centre * this.scale));
    this.y = Math.max(0, Math.min((clientHeight - height * this.scale) / 2, 40));
    this.apply(glide);
  }

  /** Move just as far as is needed to have a box in view. @param {Box} box */
  reveal(box) {
    const margin = 24;
    const { clientWidth, clientHeight } = this.stage;
    const left = this.x + box.x * this.scale;
    const top = this.y + box.y * this.scale;
    const right = left + box.width * this.scale;
    const bottom = top + box.height * this.scale;
    let [dx, dy] = [0, 0];
    if (right > clientWidth - margin) dx = clientWidth - margin - right;
    if (left + dx < margin) dx = margin - left;
    if (bottom > clientHeight - margin) dy = clientHeight - margin - bottom;
    if (top + dy < margin) dy = margin - top;
    if (!dx && !dy) return;
    this.x += dx;
    this.y += dy;
    this.apply(true);
  }

  /** Put the middle of the view on a point of the canvas. @param {number} x @param {number} y @param {boolean} [glide] */
  centre(x, y, glide = false) {
    this.x = this.stage.clientWidth / 2 - x * this.scale;
    this.y = this.stage.clientHeight / 2 - y * this.scale;
    this.apply(glide);
  }

  /** @param {PointerEvent} event */
  press(event) {
    const target = /** @type {Element} */ (event.target);
    if (event.button > 1 || target.closest("a, button, .map-card__more, .map-mini")) return;
    this.pointers.set(event.pointerId, { x: event.clientX, y: event.clientY });
    this.wasDragged = false;
  }

  /** @param {PointerEvent} event */
  drag(event) {
    const before = this.pointers.get(event.pointerId);
    if (!before) return;
    const now = { x: event.clientX, y: event.clientY };
    if (!this.isDragging) {
      if (Math.hypot(now.x - before.x, now.y - before.y) < DRAG_THRESHOLD) return;
      this.isDragging = true;
      this.wasDragged = true;
      this.stage.setPointerCapture(event.pointerId);
      this.stage.classList.add("is-grabbed");
    }
    const other = [...this.pointers].find(([id]) => id !== event.pointerId)?.[1];
    this.pointers.set(event.pointerId, now);
    if (other) {
      const box = this.stage.getBoundingClientRect();
      const spread = Math.hypot(now.x - other.x, now.y - other.y);
      const spreadBefore = Math.hypot(before.x - other.x, before.y - other.y);
      this.x += (now.x - before.x) / 2;
      this.y += (now.y - before.y) / 2;
      this.zoom(spread / (spreadBefore || 1), (now.x + other.x) / 2 - box.left, (now.y + other.y) / 2 - box.top);
    } else {
      this.pan(now.x - before.x, now.y - before.y);
    }
  }

  /** @param {PointerEvent} event */
  release(event) {
    this.pointers.delete(event.pointerId);
    if (this.pointers.size === 0) {
      this.isDragging = false;
      this.stage.classList.remove("is-grabbed");
    }
  }

  /** @param {WheelEvent} event */
  wheel(event) {
    if (/** @type {Element} */ (event.target).closest(".map-card__full, .map-card__passages")) return;
    event.preventDefault();
    const unit = event.deltaMode === 1 ? 18 : 1;
    if (event.ctrlKey || event.metaKey) {
      const box = this.stage.getBoundingClientRect();
      this.zoom(Math.exp(-event.deltaY * unit * 0.0025), event.clientX - box.left, event.clientY - box.top);
    } else if (event.shiftKey && !event.deltaX) {
      this.pan(-event.deltaY * unit, 0);
    } else {
      this.pan(-event.deltaX * unit, -event.deltaY * unit);
    }
  }
}
