import { formatPath } from './attribute-path';
import type { AttributePath } from './attribute-path';

/** A diagnostic's text with the place it is about, unless the text names that place itself. */
export function placedDetail(path: AttributePath, detail: string): string {
  const place = formatPath(path);
  return place === '' || detail.includes(place) ? detail : `${place}: ${detail}`;
}
