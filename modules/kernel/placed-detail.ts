import { formatPath } from './attribute-path';
import type { AttributePath } from './attribute-path';

/** Returns a diagnostic's detail with its path, unless the detail already contains the path. */
export function placedDetail(path: AttributePath, detail: string): string {
  const place = formatPath(path);
  return place === '' || detail.includes(place) ? detail : `${place}: ${detail}`;
}
