// SPDX-License-Identifier: Apache-2.0
// The page's own words. Words of classes (verdicts, statuses, zones) come with the data.
import { state } from './state.js';

const WORDS = {
  // heads
  summary: ['概览', 'Summary'], map: ['地图', 'Map'], tables: ['明细表', 'Tables'], charts: ['图表', 'Charts'],
  about: ['数据来源与可追溯性', 'Provenance'], skip: ['跳到表格', 'Skip to the tables'],
  language: ['English', '中文'], dark: ['深色', 'Dark'], light: ['浅色', 'Light'], print: ['打印', 'Print'],
  as_of: ['评估日期', 'as of'], pack: ['规则包', 'pack'], no_pack: ['无规则包，只叠加不判定', 'no policy pack: overlay only, no verdicts'],
  synthetic: ['含合成（示例）数据：不是官方边界，不构成对任何真实园区的结论。', 'Contains synthetic (demo) data: no official boundary, and no statement about a real park.'],
  redacted: ['脱敏版：不含坐标、形状和地图。', 'Redacted: without coordinates, shapes and map.'],
  // summary
  park_verdict: ['园区结论', 'Verdict on the park'], no_criterion: ['没有以该管控区为依据的判定条件。', 'No criterion rests on this zone.'],
  worst: ['最严重的冲突', 'Worst conflicts'], look: ['需要查看', 'Needs a look'], verdicts: ['园区结论', 'Verdicts on parks'],
  certain: ['确定', 'certain'], measured: ['量得', 'measured'], possible: ['可能', 'possible'],
  nothing: ['没有。', 'Nothing.'], site_status: ['点位', 'Sites'],
  // search
  search: ['查找编号或名称', 'Find an id or a name'], none_found: ['没有找到', 'nothing found'],
  // layers
  parks: ['园区', 'Parks'], zones: ['管控区', 'Control zones'], conflicts: ['冲突', 'Conflicts'], sites: ['点位', 'Sites'],
  townships: ['乡镇', 'Townships'], counties: ['县区', 'Counties'], coverage: ['创建覆盖率', 'Title coverage'], problems: ['数据问题', 'Problems'],
  park: ['园区', 'park'], zone: ['管控区', 'zone'], conflict: ['冲突', 'conflict'], site: ['点位', 'site'], township: ['乡镇', 'township'], county: ['县区', 'county'],
  legend: ['图层与图例', 'Layers and legend'], graticule: ['经纬网', 'Graticule'], whole: ['全图', 'Whole area'],
  zoom_in: ['放大', 'Zoom in'], zoom_out: ['缩小', 'Zoom out'], map_help: ['地图。方向键移动，加减键缩放，点击要素查看。', 'Map. Arrow keys move, plus and minus zoom, click a feature to see it.'],
  only_filtered: ['按表格筛选显示', 'shown as the table is filtered'],
  // detail
  nothing_selected: ['点击地图或表格中的要素，查看结论、面积和判定过程。', 'Click a feature on the map or in a table to see its verdict, areas and trace.'],
  close: ['关闭', 'Close'], reason: ['理由', 'Reason'], least_change: ['最小改动', 'Least change'], score: ['得分', 'Score'], line: ['线', 'line'],
  area: ['面积', 'Area'], conflict_area: ['冲突面积（禁止区，地面只计一次）', 'Conflict area (forbidding zones, ground counted once)'], trace: ['判定过程', 'Trace'], also_here: ['此处还有', 'Also here'],
  value: ['量值', 'measured'], limit: ['要求', 'required'], margin: ['差距', 'margin'], source: ['依据', 'source'], evidence: ['证据', 'evidence'], missing: ['缺少', 'missing'],
  to_meet: ['须', 'to meet it'], not_verified: ['未核实', 'not verified'], off: ['未启用的准则', 'Criteria that are switched off'], points: ['分', 'points'],
  veto: ['一票否决', 'veto'], hard: ['硬性', 'hard'], finding: ['提示', 'finding'], share_of_park: ['占园区', 'of the park'], share_of_zone: ['占管控区', 'of the zone'],
  width: ['平均宽度', 'mean width'], not_additive: ['与其他管控区重叠，不可相加', 'lies on the same ground as another zone: not additive'],
  none: ['无', 'none'], conflicts_of: ['与园区的冲突', 'Conflicts with parks'], sites_in: ['区内点位', 'Sites inside'], show_on_map: ['在地图上显示', 'Show on the map'],
  // tables
  filter: ['筛选', 'Filter'], all: ['全部', 'all'], more: ['显示更多', 'Show more rows'], shown_rows: ['行', 'rows'], sort: ['排序', 'sort'], clear: ['清除筛选', 'Clear filters'],
  first_rows: ['只印前 {n} 行；完整内容见结果文件夹中的 CSV。', 'Only the first {n} rows are printed; all stand in the CSV of the results.'],
  id: ['编号', 'id'], name: ['名称', 'name'], class: ['类别', 'class'], status: ['状态', 'status'], verdict: ['结论', 'verdict'], kind: ['类型', 'kind'],
  area_m2: ['面积 m²', 'area m²'], conflict_m2: ['冲突 m²', 'conflict m²'], certain_m2: ['确定 m²', 'certain m²'], possible_m2: ['可能 m²', 'possible m²'], bound_m2: ['误差界 m²', 'bound m²'],
  share: ['占比', 'share'], vetoes: ['否决', 'vetoes'], failed: ['不符合', 'failed'], unknown: ['未知', 'unknown'], review: ['存疑', 'in doubt'],
  nearest: ['最近管控区', 'nearest zone'], distance: ['距离 m', 'distance m'], distance_class: ['距离分级', 'distance class'], in_park: ['所在园区', 'in park'], in_zones: ['所在管控区', 'in zones'],
  lon: ['经度', 'longitude'], lat: ['纬度', 'latitude'], code: ['代码', 'code'], title: ['称号', 'title'], named_on: ['命名日期', 'named on'], redline_m2: ['红线 m²', 'red line m²'], redline_share: ['红线占比', 'red-line share'],
  denominator_kind: ['分母口径', 'denominator kind'], denominator: ['分母', 'denominator'], named: ['已命名', 'named'], rate_count: ['命名率（个数）', 'rate by count'], rate_area: ['命名率（面积）', 'rate by area'], still_needed: ['达 80 % 尚需', 'needed for 80 %'],
  layer: ['图层', 'layer'], severity: ['程度', 'severity'], message: ['说明', 'message'], error: ['错误', 'error'], warning: ['警告', 'warning'], note: ['提示', 'note'],
  national: ['国家级', 'national'], provincial: ['省级', 'provincial'], real: ['实有乡级单位', 'real units'], all_codes: ['全部代码', 'all codes'], towns_only: ['仅镇', 'towns only'],
  withheld: ['（脱敏版不列出，可能含位置）', '(withheld here: it may name a place)'],
  // charts
  chart_verdicts: ['园区结论（个数）', 'Verdicts (number of parks)'], chart_conflicts: ['冲突面积：确定、量得、可能', 'Conflicts by area: certain, measured, possible'],
  chart_coverage: ['生态乡镇覆盖率', 'Eco-township coverage'], chart_distance: ['点位到最近管控区的距离', 'Sites by distance to the nearest zone'], inside: ['区内', 'inside'],
  chart_classes: ['各类管控区的冲突面积（量得）', 'Conflict area by class of zone (measured)'], line_80: ['80 % 为国家生态县基本条件', '80 % is the basic condition of a national eco-county'],
  // provenance
  inputs: ['输入文件（SHA-256）', 'Inputs (SHA-256)'], layers: ['图层收支：读入 = 使用 + 修复 + 拒绝 + 待核查', 'Layers: read = used + repaired + rejected + under review'],
  read: ['读入', 'read'], used: ['使用', 'used'], repaired: ['修复', 'repaired'], rejected: ['拒绝', 'rejected'], under_review: ['待核查', 'under review'],
  accuracy: ['精度 m', 'accuracy m'], crs: ['坐标系', 'CRS'], role: ['角色', 'role'], versions: ['版本', 'Versions'], results: ['结果', 'Results'],
  areas_note: ['面积在 CGCS2000 椭球面上计算，附误差界；“确定”为两侧按精度内缩后仍重叠的面积，“可能”为外扩后的面积。', 'Areas are on the CGCS2000 ellipsoid, with the bound of their error; “certain” survives shrinking both outlines by their accuracy, “possible” is what growing both gives.'],
  exact_note: ['地图上的轮廓取整到约 1 厘米，未作简化；所有数值来自原始形状。', 'Outlines on the map are rounded to about 1 cm and not simplified; all numbers come from the original shapes.'],
  coarse_note: ['仅为显示而简化的轮廓：', 'Outlines simplified for display only: '], coarse_rest: ['。面积、距离和结论都来自未简化的形状；公共边界保持一致。', '. Areas, distances and verdicts come from the full shapes; common borders stay common.'],
  points_of: ['{layer} {drawn} / {source} 点，偏差不超过 {m} m', '{layer} {drawn} of {source} points, off by at most {m} m'],
  libraries: ['本页用到的程序库', 'Libraries in this page'],
};

export function word(key, values = {}) {
  const pair = WORDS[key];
  let text = pair ? pair[state.language === 'zh' ? 0 : 1] : key;
  for (const [name, value] of Object.entries(values)) text = text.replace(`{${name}}`, () => String(value));
  return text;
}

export const isWord = (key) => Object.hasOwn(WORDS, key);

/** A class in words: from the data, else from the page's words, else as it is. */
export function classWord(kind, value) {
  const text = state.data.words[kind];
  if (text && Object.hasOwn(text, value)) return text[value][state.language];
  return isWord(value) ? word(value) : String(value ?? '');
}
