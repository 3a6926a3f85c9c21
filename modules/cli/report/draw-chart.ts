import { escaped } from './page/escaped';

/** What ECharts draws; see https://echarts.apache.org/en/option.html. A mark's `name` becomes what a pointer on it shows. */
export interface ChartOption {
  readonly series: readonly ChartSeries[];
  readonly [option: string]: unknown;
}
export interface ChartSeries {
  readonly type: string;
  readonly data: readonly unknown[];
  readonly [option: string]: unknown;
}

/** A drawing, in pixels. */
export interface Size {
  readonly width: number;
  readonly height: number;
}

/** Draws a chart as SVG, which the page names and describes. */
export type DrawChart = (option: ChartOption, size: Size) => string;

/** Loads the parts of ECharts that a report uses. It is published as modules only, so it is imported when a report is drawn. */
export async function loadCharts(): Promise<DrawChart> {
  const [echarts, charts, components, { SVGRenderer }] = await Promise.all([
    import('echarts/core'),
    import('echarts/charts'),
    import('echarts/components'),
    import('echarts/renderers'),
  ]);
  echarts.use([
    charts.LineChart,
    charts.ParallelChart,
    charts.ScatterChart,
    components.GridComponent,
    components.ParallelComponent,
    SVGRenderer,
  ]);
  return (option, size) => {
    const chart = echarts.init(null, null, { renderer: 'svg', ssr: true, ...size });
    try {
      chart.setOption({
        animation: false,
        textStyle: { fontFamily: 'inherit' },
        ...option,
        // A drawing on a server ends before what would be drawn progressively.
        series: option.series.map((series) => ({ progressive: 0, ...series })),
      });
      return marked(chart.renderToSVGString(), option, size);
    } finally {
      chart.dispose();
    }
  };
}

const MARK = / ecmeta_series_index="(\d+)"(?: ecmeta_data_index="(\d+)")? ecmeta_ssr_type="chart"([^>]*)>/g;

/** Names the marks, and leaves out what only a chart with scripts needs. */
function marked(svg: string, { series }: ChartOption, { width, height }: Size): string {
  return svg
    .replace(/<style >.*?<\/style>/s, '')
    .replace(/ (?:class="zr[^"]*"|pointer-events="visible")/g, '')
    .replace(/^<svg[^>]*>/, `<svg viewBox="0 0 ${String(width)} ${String(height)}" aria-hidden="true">`)
    .replace(MARK, (_, one: string, item: string | undefined, rest: string) => {
      const name = item === undefined ? undefined : nameOf(series[Number(one)]?.data[Number(item)]);
      return name === undefined ? `${rest}>` : ` class="mark"${rest}><title>${escaped(name)}</title>`;
    });
}

const nameOf = (item: unknown): string | undefined =>
  typeof item === 'object' && item !== null && 'name' in item && typeof item.name === 'string'
    ? item.name
    : undefined;
