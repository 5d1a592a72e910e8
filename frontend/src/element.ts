/**
 * Define an element, unless a page that was open during an update has the one of before: defining
 * it twice would throw, and take everything else in the same file with it.
 */
export function customElement(name: string) {
  return (element: CustomElementConstructor) => {
    if (!customElements.get(name)) customElements.define(name, element);
  };
}
