import type { ImageSight } from './image-sight';
import type { WatchedProgram } from './watched-program';

/** What the watched runner has seen, for those who wait for it. */
export class Board {
  private readonly programs = new Places<WatchedProgram>();
  private readonly images = new Places<ImageSight>();

  /** Keeps the first program of each job and endpoint; a restart is not news. */
  addProgram(program: WatchedProgram): void {
    const { id, command } = program.request;
    // A server's id continues with its variant and its deployment.
    this.programs.fill(command.includes('serve') ? (id.split('-check-')[0] ?? id) : id, program);
  }

  addImage(digest: string, sight: ImageSight): void {
    this.images.fill(digest, sight);
  }

  /** Resolves with the program of the job or endpoint once it has started. */
  programOf(name: string): Promise<WatchedProgram> {
    return this.programs.filled(name);
  }

  /** Resolves with the image once a runner has unpacked it. */
  imageOf(digest: string): Promise<ImageSight> {
    return this.images.filled(digest);
  }
}

/** Values by name, each of which can be awaited before it is there. */
class Places<T> {
  private readonly places = new Map<string, { value: Promise<T>; fill: (value: T) => void }>();

  fill(name: string, value: T): void {
    this.at(name).fill(value);
  }

  filled(name: string): Promise<T> {
    return this.at(name).value;
  }

  private at(name: string): { readonly value: Promise<T>; readonly fill: (value: T) => void } {
    const known = this.places.get(name);
    if (known !== undefined) return known;
    let fill: (value: T) => void = () => undefined;
    const value = new Promise<T>((resolve) => (fill = resolve));
    const place = { value, fill };
    this.places.set(name, place);
    return place;
  }
}
