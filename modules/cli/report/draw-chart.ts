/** What ECharts draws; see https://echarts.apache.org/en/option.html. */
export type ChartOption = Readonly<Record<string, unknown>>;

/** Draws a chart of a width and height in pixels, and returns SVG. */
export type DrawChart = (
  option: ChartOption,
  size: { readonly width: number; readonly height: number },
) => string;

/** Loads the parts of ECharts that a report uses. It is published as modules only, so it is imported when a report is drawn. */
export async function loadCharts(): Promise<DrawChart> {
  const [echarts, charts, components, { SVGRenderer }] = await Promise.all([
    import('echarts/core'),
    import('echarts/charts'),
    import('echarts/components'),
    import('echarts/renderers'),
  ]);
  echarts.use([
    charts.BarChart,
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
      chart.setOption({ animation: false, ...option });
      return chart.renderToSVGString();
    } finally {
      chart.dispose();
    }
  };
}
