import { errorText } from "./api";

/** A part that shows that something is being done, and what went wrong with it. */
export interface Working {
  busy: boolean;
  error: string;
}

/** Do something that takes a while; what it raises becomes the part's error. */
export async function working(part: Working, act: () => Promise<void>): Promise<void> {
  part.busy = true;
  part.error = "";
  try {
    await act();
  } catch (error) {
    part.error = errorText(error);
  } finally {
    part.busy = false;
  }
}
