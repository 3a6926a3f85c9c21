/** Which modules and packages each module may import; see layers.js. */
declare const layers: Readonly<
  Record<
    string,
    {
      readonly modules: readonly string[];
      readonly packages: readonly string[];
      readonly behind?: Readonly<Record<string, readonly string[]>>;
    }
  >
>;
export = layers;
