// The largest pages there are, as a site to build: 400 units over 30 years with reports in most cells, and a unit with 2,000
// reports. Same bytes on every run. Start at `write`.
import { mkdir, writeFile } from "node:fs/promises";
import { join } from "node:path";

export const UNITS = 400, FIRST = 1996, YEARS = 30, MANY = 2000;

/** The address of the unit with the most reports, and how many of them its pages show. */
export const LONGEST = "u001", PAGE = 500;

const KINDS = ["财政局", "民政局", "教育局", "卫生健康委员会", "农业农村局", "水利局", "文化和旅游局", "审计局", "统计局", "应急管理局",
  "司法局", "人力资源和社会保障局", "自然资源和规划局", "生态环境局", "住房和城乡建设局", "交通运输局", "商务局", "退役军人事务局", "市场监督管理局"];
const PLACES = ["东河", "西岭", "南湖", "北坡", "青石", "白鹭", "云台", "梅溪", "柳林", "松原", "桃源", "金沙", "银杏", "石桥", "龙泉", "凤鸣", "清江", "长坪", "新安", "永兴"];
const WORK = ["重点工作", "党风廉政建设工作", "安全生产工作", "基层治理工作", "优化营商环境工作", "乡村振兴工作", "信息公开工作", "防汛抗旱工作"];
const TYPES = ["zongjie", "diaoyan", "ducha", "tongbao", "huibao"];

/** One root, a head for every kind, and below it one unit per place. */
function units() {
  const all = [{ id: "u000", name: "云州市", level: "city" }];
  KINDS.forEach((kind, n) => {
    const head = `u${String(1 + n * 21).padStart(3, "0")}`;
    all.push({ id: head, name: `云州市${kind}`, short: `市${kind}`, level: "city", parent: "u000" });
    PLACES.forEach((place, p) => all.push({ id: `u${String(2 + n * 21 + p).padStart(3, "0")}`, name: `云州市${place}区${kind}`, short: `${place}区${kind}`, level: "county", parent: head }));
  });
  return all.slice(0, UNITS);
}

/** How many reports a unit wrote in a year: none in one cell of six, else one to five. */
function count(unit, year) {
  if (unit === 1) return Math.ceil(MANY / YEARS);
  const mixed = ((unit * 2654435761) ^ (year * 40503)) >>> 3;
  return mixed % 6 === 0 ? 0 : 1 + (mixed >>> 5) % 5 * ((mixed >>> 9) % 2);
}

function report({ name, short, id }, year, n) {
  const [work, type] = [WORK[(year + n) % WORK.length], TYPES[n % TYPES.length]];
  const month = String(1 + n % 12).padStart(2, "0");
  return `---\ntitle: ${name}关于${year}年${work}情况的报告\nunit: ${id}\nyear: ${year}\ndate: ${year}-${month}-15\ntype: ${type}\n` +
    `summary: ${short}这一年把${work}分到科室，逐月核对，年底前办结。\n---\n\n${name}${year}年${work}如下。\n`;
}

/** Writes the site into an empty folder; how many reports it has. */
export async function write(folder) {
  const all = units();
  const line = (unit) => `  - {${Object.entries(unit).map(([key, value]) => `${key}: ${value}`).join(", ")}}`;
  const put = async (path, text) => {
    await mkdir(join(folder, path, ".."), { recursive: true });
    await writeFile(join(folder, path), text);
  };
  await put("huibian.yaml", `title: 云州市工作报告汇编\npaginate_by: ${PAGE}\n`);
  await put("content/units.yaml", `units:\n${all.map(line).join("\n")}\n`);
  let reports = 0;
  for (let year = FIRST; year < FIRST + YEARS; year++) {
    for (const [n, unit] of all.entries()) {
      for (let r = 0; r < (n === 0 ? 0 : count(n, year)); r++) {
        await put(`content/reports/${year}/${unit.id}-${r}.md`, report(unit, year, r));
        reports++;
      }
    }
  }
  return reports;
}
