import { noChange } from "lit";
import { Directive, directive, type PropertyPart } from "lit/directive.js";
import type { TypedNumbers } from "../typed-number";

/** Puts a number into a field as the person writes it; what was typed stays as long as it means that number. */
class TypedNumber extends Directive {
  render(_value: string, _numbers: TypedNumbers): unknown {
    return noChange;
  }

  override update(part: PropertyPart, [value, numbers]: [string, TypedNumbers]): unknown {
    const field = part.element as HTMLInputElement;
    if (numbers.read(field.value) !== value) field.value = numbers.write(value);
    return noChange;
  }
}

export const typedNumber = directive(TypedNumber);
