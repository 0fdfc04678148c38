/* <newsgraph-search src="/newsgraph/" limit="10">a form or a link, for when no script runs</newsgraph-search>

   Searches the files that `newsgraph site` wrote: src is where; by itself the folder that this file came from. Each word
   is asked for in one small file, what is shown in one or a few more. Words of any ending find each other as in the
   archive; the last word is taken for a beginning, too. `param` (q) is what the address bar keeps the query under.
   What is indexed is the headline, the standfirst and the opening of an article. Styles are in newsgraph.css. */

const HOME = new URL(".", import.meta.url);
const LETTERS = { ø: "o", đ: "d", ł: "l", æ: "ae", œ: "oe", þ: "th", ð: "d", ı: "i", ħ: "h" };
const BEGINNINGS = 40; // words that the last one may be the beginning of

const fold = (word) =>
  word.toLowerCase().normalize("NFKD").replace(/\p{M}/gu, "").normalize("NFC").replace(/[øđłæœþðıħ]/g, (one) => LETTERS[one]);
const wordsOf = (query) =>
  (query.replace(/[’ʼ]/g, "'").replace(/'(s|ll|re|ve|d|m)\b/gi, "").match(/[\p{L}\p{N}\p{M}]+/gu) ?? []).map(fold);

const made = (name, content = [], attributes = {}) => {
  const one = document.createElement(name);
  for (const [key, value] of Object.entries(attributes)) one.setAttribute(key, value);
  one.append(...[content].flat());
  return one;
};

class Shards {
  #base;
  #asked = new Map();

  constructor(base) {
    this.#base = base;
  }

  async #json(name, options) {
    const answer = await fetch(new URL(`search/${name}`, this.#base), { credentials: "same-origin", ...options });
    if (!answer.ok) throw new Error(`${name}: ${answer.status}`);
    return answer.json();
  }

  #once(name, options) {
    if (!this.#asked.has(name)) this.#asked.set(name, this.#json(name, options));
    return this.#asked.get(name);
  }

  manifest() {
    return this.#once("manifest.json", { cache: "no-cache" });
  }

  /* The articles of a word: number -> weight; of all words that begin so, where `open`. */
  async #of(word, open) {
    const { words } = await this.manifest();
    const name = words[[...word].slice(0, 3).join("")] ?? words[[...word].slice(0, 2).join("")];
    if (!name) return new Map();
    const shard = await this.#once(`words/${name}`);
    const some = open ? Object.keys(shard.words).filter((one) => one.startsWith(word)).slice(0, BEGINNINGS) : [];
    const found = new Map();
    for (const one of new Set([word, ...some])) {
      if (!Object.hasOwn(shard.words, one)) continue;
      for (const stem of [shard.words[one]].flat()) {
        const pairs = shard.stems[stem];
        for (let at = 0, number = 0; at < pairs.length; at += 2) {
          number += pairs[at];
          const weight = one === word ? pairs[at + 1] : pairs[at + 1] / 2;
          found.set(number, Math.max(weight, found.get(number) ?? 0));
        }
      }
    }
    return found;
  }

  /* Numbers of articles, best first: those with all words, or, where there is none, those with most. */
  async search(query) {
    const words = [...new Set(wordsOf(query))];
    const { articles } = await this.manifest();
    const open = /[\p{L}\p{N}]$/u.test(query);
    const scores = new Map();
    for (const [at, word] of words.entries()) {
      const found = await this.#of(word, open && at === words.length - 1 && [...word].length > 1);
      const rare = Math.log(1 + articles / (found.size + 0.5));
      for (const [number, weight] of found) {
        const [had, score] = scores.get(number) ?? [0, 0];
        scores.set(number, [had + 1, score + (rare * weight) / (weight + 1.5)]);
      }
    }
    const most = Math.max(0, ...[...scores.values()].map(([had]) => had));
    const some = [...scores].filter(([, [had]]) => had === most);
    return some.sort(([one, [, a]], [other, [, b]]) => b - a || other - one).map(([number]) => number);
  }

  /* [url, title, source, published] of each number, null for what is gone. */
  async rows(numbers) {
    const { page, pages } = await this.manifest();
    const asked = numbers.map((number) => this.#once(`pages/${pages[Math.floor(number / page)]}`));
    return (await Promise.all(asked)).map((rows, at) => rows[numbers[at] % page]);
  }
}

let count = 0;

class NewsgraphSearch extends HTMLElement {
  #turn = 0;
  #shards;
  #input;
  #status;
  #list;

  connectedCallback() {
    if (this.#input) return;
    const src = this.getAttribute("src");
    this.#shards = new Shards(src ? new URL(src.replace(/\/?$/, "/"), document.baseURI) : HOME);
    const id = `newsgraph-search-${(count += 1)}`;
    this.#input = made("input", [], { type: "search", id, autocomplete: "off", enterkeyhint: "search" });
    this.#status = made("p", [], { role: "status" });
    this.#list = made("ol");
    const form = made("form", [made("label", this.getAttribute("label") || "Search the archive", { for: id }), this.#input], {
      role: "search",
    });
    this.replaceChildren(form, this.#status, this.#list);
    form.addEventListener("submit", (event) => (event.preventDefault(), this.#ask()));
    this.#input.addEventListener("input", () => this.#soon());
    this.#input.value = new URLSearchParams(location.search).get(this.#param) ?? "";
    if (this.#input.value) this.#ask();
  }

  get #param() {
    return this.getAttribute("param") || "q";
  }

  #soon() {
    const turn = (this.#turn += 1);
    setTimeout(() => turn === this.#turn && this.#ask(), 150);
  }

  async #ask() {
    const turn = (this.#turn += 1);
    const query = this.#input.value;
    const here = new URL(location.href);
    query ? here.searchParams.set(this.#param, query) : here.searchParams.delete(this.#param);
    history.replaceState(history.state, "", here);
    try {
      const numbers = await this.#shards.search(query);
      const limit = Math.max(1, Number(this.getAttribute("limit")) || 10);
      const rows = await this.#shards.rows(numbers.slice(0, limit));
      if (turn === this.#turn) this.#show(query, numbers.length, rows.filter((row) => row && /^https?:/i.test(row[0])));
    } catch (error) {
      this.#status.textContent = "The search is not there just now.";
      this.dispatchEvent(new CustomEvent("newsgraph-error", { detail: error, bubbles: true }));
    }
  }

  #show(query, total, rows) {
    const lang = this.closest("[lang]")?.lang || undefined;
    const counted = total === 1 ? "1 article" : `${total.toLocaleString(lang)} articles`;
    const first = total > rows.length ? `, the first ${rows.length} shown` : "";
    this.#status.textContent = !query.trim() ? "" : total ? counted + first : "No article has these words.";
    this.#list.hidden = !rows.length; // an empty list would be read as one
    this.#list.replaceChildren(
      ...rows.map(([url, title, source, published]) => {
        const facts = [made("span", source)];
        if (published) {
          const options = { dateStyle: "long", timeZone: "UTC" };
          const day = new Date(published).toLocaleDateString(lang === "en" ? "en-GB" : lang, options);
          facts.push(" ", made("time", day, { datetime: published }));
        }
        return made("li", [made("a", title || url, { href: url }), made("p", facts)]);
      }),
    );
  }
}

customElements.get("newsgraph-search") || customElements.define("newsgraph-search", NewsgraphSearch);
