import { TuneformError } from '../../../kernel';
import type { ImageSource } from '../../ports/ports';
import { TOOLKIT_PLACES } from '../process/training-toolkit';
import type { Engine } from './engine';
import { engineId, loadImage } from './load-image';

export interface EngineImage {
  /** Its name in the engine. */
  readonly id: string;
  readonly hasTrainingToolkit: boolean;
}

/** The registry's images in the store of the engine, each brought there once. */
export class EngineImages {
  private readonly engine: Engine;
  private readonly images: ImageSource;
  private readonly underWay = new Map<string, Promise<EngineImage>>();

  constructor(engine: Engine, images: ImageSource) {
    this.engine = engine;
    this.images = images;
  }

  /** Returns the image with this manifest digest. It is in the store if it was built there. */
  bring(digest: string, report: (line: string) => void): Promise<EngineImage> {
    const known = this.underWay.get(digest);
    if (known !== undefined) return known;
    const image = this.bringOnce(digest, report);
    this.underWay.set(digest, image);
    // A person may remove images of the engine, so the next job looks again.
    const forget = (): boolean => this.underWay.delete(digest);
    image.then(forget, forget);
    return image;
  }

  private async bringOnce(digest: string, report: (line: string) => void): Promise<EngineImage> {
    const id = engineId(this.images.manifest(digest));
    if (!(await this.isThere(id))) {
      report('Local cloud: podman loads the image; later jobs reuse it.');
      await loadImage(this.engine, digest, this.images);
      if (!(await this.isThere(id))) {
        throw new TuneformError(
          `podman loaded the image ${digest}, but not under its own digest ${id}. Push it again, built by podman, docker or buildah.`,
          { code: 'IMAGE_NOT_LOADED', summary: 'Image Not Loaded' },
        );
      }
    }
    return { id, hasTrainingToolkit: await this.hasToolkit(id) };
  }

  private async isThere(id: string): Promise<boolean> {
    return (await this.engine.run(['image', 'exists', id])).exitCode === 0;
  }

  private async hasToolkit(id: string): Promise<boolean> {
    const places = TOOLKIT_PLACES.map((place) => `"$root"/${place}`).join(' ');
    const { stdout } = await this.engine.runScript(
      `root=$("$@" image mount ${id}) || exit 0
      for place in ${places}; do [ ! -e "$place" ] || echo toolkit; done
      "$@" image unmount ${id} > /dev/null`,
    );
    return stdout.includes('toolkit');
  }
}
