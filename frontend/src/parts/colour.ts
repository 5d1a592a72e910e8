/** The colour of a theme variable as a canvas understands it. */
export function colour(element: Element, variable: string, opacity = 1): string {
  const pen = document.createElement("canvas").getContext("2d", { willReadFrequently: true });
  const value = getComputedStyle(element).getPropertyValue(variable).trim();
  if (!pen || !value) return "#888888";
  pen.fillStyle = value;
  pen.fillRect(0, 0, 1, 1);
  const [r, g, b, a = 255] = pen.getImageData(0, 0, 1, 1).data;
  return `rgba(${r}, ${g}, ${b}, ${((a / 255) * opacity).toFixed(3)})`;
}

/** Changes with the theme, so that what was drawn in the old colours is drawn anew. */
export function theme(element: Element): string {
  const style = getComputedStyle(element);
  return ["--primary-text-color", "--secondary-text-color", "--divider-color", "--primary-color"]
    .map((name) => style.getPropertyValue(name))
    .join();
}
