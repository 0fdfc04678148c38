/* <newsgraph-related article="article/3f9a0c5e7d21b846" limit="3" src="/newsgraph/">links, for when no script runs</newsgraph-related>

   src    where `newsgraph site` wrote; by itself the folder that this file came from
   api    or a server's address: asks api + "/related?article=…&limit=…"
   limit, heading, heading-level (2), lang

   A list that is inside already is kept as it is: only links that lack them get outlet, date and reason. An empty
   element is filled when it comes near the window. `data-state` is loading, ready, empty or failed; a click on a link
   dispatches `newsgraph-follow` with {article, related, place}. Styles are in newsgraph.css. */

const HOME = new URL(".", import.meta.url);
const WORDS = { en: "Related stories", de: "Mehr zum Thema", fr: "À lire aussi", es: "Lea también", nl: "Lees ook" };

const made = (name, content = "", attributes = {}) => {
  const one = document.createElement(name);
  for (const [key, value] of Object.entries(attributes)) if (value) one.setAttribute(key, value);
  one.append(...[content].flat().filter(Boolean));
  return one;
};

const json = async (url) => {
  const answer = await fetch(url, { credentials: "same-origin" });
  if (!answer.ok) throw new Error(`${url}: ${answer.status}`);
  return answer.json();
};

const isLink = (url) => /^https?:\/\//i.test(url);

class NewsgraphRelated extends HTMLElement {
  static observedAttributes = ["article"];
  #watch;

  connectedCallback() {
    this.addEventListener("click", this.#follow);
    if (this.querySelector("a")) return this.#load();
    this.#watch = new IntersectionObserver((seen) => seen.some((one) => one.isIntersecting) && this.#load(), {
      rootMargin: "600px",
    });
    this.#watch.observe(this);
  }

  disconnectedCallback() {
    this.removeEventListener("click", this.#follow);
    this.#watch?.disconnect();
  }

  attributeChangedCallback(name, before, now) {
    if (before && before !== now && this.isConnected) {
      this.replaceChildren();
      this.#load();
    }
  }

  get limit() {
    return Math.max(1, Number(this.getAttribute("limit")) || 3);
  }

  async #load() {
    this.#watch?.disconnect();
    const article = this.getAttribute("article");
    if (!article) return;
    this.#say("loading");
    try {
      const found = await this.#asked(article);
      if (article !== this.getAttribute("article")) return;
      const some = found.related.filter((one) => isLink(one.url));
      const state = this.querySelector("a") ? this.#enhance(some) : this.#fill(some.slice(0, this.limit));
      this.#say(state);
    } catch (error) {
      this.#say(this.querySelector("a") ? "ready" : "failed");
      this.dispatchEvent(new CustomEvent("newsgraph-error", { detail: error, bubbles: true }));
    }
  }

  async #asked(article) {
    const api = this.getAttribute("api");
    if (api) return json(`${api.replace(/\/$/, "")}/related?${new URLSearchParams({ article, limit: this.limit })}`);
    const src = this.getAttribute("src");
    const key = article.replace(/^article\//, "");
    const base = new URL(`related/${key.slice(0, 2)}/`, src ? new URL(src.replace(/\/?$/, "/"), document.baseURI) : HOME);
    return json(new URL((await json(new URL(`${key}.json`, base))).json, base));
  }

  #say(state) {
    this.dataset.state = state;
    this.setAttribute("aria-busy", state === "loading");
  }

  /* What an editor or a server put here stays; more than `limit` of it is hidden. */
  #enhance(some) {
    const told = new Map(some.map((one) => [new URL(one.url, document.baseURI).href, one]));
    const items = [...new Set([...this.querySelectorAll("a")].map((link) => link.closest("li") ?? link))];
    items.forEach((item, at) => {
      item.hidden = this.hasAttribute("limit") && at >= this.limit;
      const link = item.matches("a") ? item : item.querySelector("a");
      const one = told.get(link.href);
      if (!one) return;
      link.closest("li")?.setAttribute("data-article", one.id);
      if (item.matches("li") && !item.querySelector("details, p, time")) item.append(...this.#facts(one));
    });
    return "ready";
  }

  #fill(some) {
    delete this.dataset.filled;
    if (!some.length) return this.replaceChildren(), "empty";
    const level = /^[2-6]$/.test(this.getAttribute("heading-level")) ? this.getAttribute("heading-level") : 2;
    const lang = this.closest("[lang]")?.lang ?? "";
    const id = `newsgraph-${crypto.getRandomValues(new Uint32Array(1))[0].toString(36)}`;
    const heading = made(`h${level}`, this.getAttribute("heading") || WORDS[lang.slice(0, 2)] || WORDS.en, { id });
    const items = some.map((one) => {
      const link = made("a", one.title || one.url, { href: one.url, lang: one.language !== lang.slice(0, 2) && one.language });
      return made("li", [link, ...this.#facts(one)], { "data-article": one.id });
    });
    this.replaceChildren(made("aside", [heading, made("ul", items)], { class: "newsgraph-box", "aria-labelledby": id }));
    this.dataset.filled = "";
    return "ready";
  }

  #facts(one) {
    const lang = this.closest("[lang]")?.lang || undefined;
    const day = one.published && new Date(one.published);
    const words = day && day.toLocaleDateString(lang === "en" ? "en-GB" : lang, { dateStyle: "long", timeZone: "UTC" });
    const said = one.quote || one.reasons?.find((reason) => reason.quote)?.quote.text;
    const quote = said && made("blockquote", said, { cite: one.url });
    return [
      made("p", [made("span", one.source), day && " ", day && made("time", words, { datetime: one.published })]),
      one.line && (quote ? made("details", [made("summary", one.line), quote]) : made("p", one.line)),
    ].filter(Boolean);
  }

  #follow = (event) => {
    const item = event.target.closest?.("a")?.closest("[data-article]");
    if (!item) return;
    const place = [...this.querySelectorAll("[data-article]")].indexOf(item) + 1;
    const detail = { article: this.getAttribute("article"), related: item.dataset.article, place };
    this.dispatchEvent(new CustomEvent("newsgraph-follow", { detail, bubbles: true }));
  };
}

customElements.get("newsgraph-related") || customElements.define("newsgraph-related", NewsgraphRelated);
