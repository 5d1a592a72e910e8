import type { Api } from "./api";
import type { Format } from "./format";
import type { Live } from "./live";
import type { Localize } from "./localize";
import type { LinkFor, Position, PositionAction, Question, SeveralAction } from "./types";

/** What every view gets from the panel. */
export interface Context {
  api: Api;
  live: Live;
  format: Format;
  t: Localize;
  go: (path: string) => void;
  ask: (question: Question) => void;
  say: (text: string) => void;
  /** Say what was done, with what has to be known about it. */
  tell: (text: string, warnings: readonly string[]) => void;
  link: (position: LinkFor) => void;
  /** Open a dialog that does something to a position. */
  act: (position: Position, action: PositionAction) => void;
  /** Ask whether something shall be done to several positions at once. */
  several: (positions: readonly Position[], action: SeveralAction) => void;
  /** Whether this person may move money and see links. */
  admin: boolean;
}
