(() => {
  const words = "__WORDS__";
  const lang = "__LANG__";
  const copied = "__COPIED__";
  const attributes = ["aria-label", "title", "placeholder"];

  // One state for the life of the page: this script runs again whenever the language changes.
  const state = (window.mingbai ??= { open: new Set(), originals: new WeakMap(), turn: "0", said: "" });
  state.words = words;
  state.copied = copied;
  document.documentElement.lang = lang;

  const original = (node, name, now) => {
    const kept = state.originals.get(node) ?? {};
    // What is there is ours when we put it there; anything else is Streamlit's newest string.
    if (!kept[name] || kept[name].ours !== now) kept[name] = { theirs: now, ours: now };
    state.originals.set(node, kept);
    return kept[name];
  };

  const translate = (node, name, now, put) => {
    if (!now || !now.trim()) return;
    const kept = state.originals.get(node)?.[name];
    if (!kept && !(now.trim() in state.words)) return;
    const entry = original(node, name, now);
    const wanted = state.words[entry.theirs.trim()] ?? entry.theirs;
    if (wanted !== now) {
      entry.ours = wanted;
      put(wanted);
    }
  };

  const translateAll = (root) => {
    const walker = document.createTreeWalker(root, NodeFilter.SHOW_TEXT);
    for (let node = walker.nextNode(); node; node = walker.nextNode()) {
      const name = node.parentElement?.nodeName;
      if (name === "SCRIPT" || name === "STYLE" || node.parentElement?.closest("[data-testid='stHtml']")) continue;
      translate(node, "text", node.nodeValue, (text) => { node.nodeValue = text; });
    }
    for (const name of attributes) {
      for (const element of root.querySelectorAll(`[${name}]`)) {
        translate(element, name, element.getAttribute(name), (text) => element.setAttribute(name, text));
      }
    }
  };

  const live = () => {
    let region = document.getElementById("mb-live");
    if (!region) {
      region = document.createElement("div");
      region.id = "mb-live";
      region.className = "mb-sr";
      region.setAttribute("role", "status");
      region.setAttribute("aria-live", "polite");
      document.body.append(region);
    }
    return region;
  };

  const sayNewest = () => {
    const said = [...document.querySelectorAll("[data-mb-say]")].pop();
    const newest = said?.textContent ?? "";
    const time = said?.dataset.mbSay ?? "0";
    if (!newest || (newest === state.said && time === state.time)) return;
    if (newest === state.said) live().textContent = "";  // else the same words a second time stay unheard
    state.said = newest;
    state.time = time;
    live().textContent = newest;
  };

  const keepOpen = () => {
    for (const fold of document.querySelectorAll("details[data-mb-keep]")) {
      if (state.open.has(fold.dataset.mbKeep) && !fold.open) fold.open = true;
    }
  };

  // Tab goes from field to field: the little button that empties a choice is for the mouse (Backspace does the same).
  const skipClearing = () => {
    for (const button of document.querySelectorAll("[data-testid='stSelectbox'] button")) button.tabIndex = -1;
  };

  const field = (key) => document.querySelector(`.st-key-${CSS.escape(key)}`);

  const tieMessages = () => {
    const marked = new Set();
    for (const message of document.querySelectorAll("[data-mb-for]")) {
      const input = field(message.dataset.mbFor)?.querySelector("input, textarea");
      if (!input) continue;
      marked.add(input);
      input.setAttribute("aria-invalid", "true");
      input.setAttribute("aria-describedby", message.id);
    }
    for (const input of document.querySelectorAll("[aria-describedby^='mb-error-']")) {
      if (marked.has(input)) continue;
      input.removeAttribute("aria-invalid");
      input.removeAttribute("aria-describedby");
    }
  };

  // The end of the conversation, but the newest message from its first line on.
  const showNewest = (newest) => {
    field("mb-talk")?.scrollIntoView({ block: "end" });
    if (newest.getBoundingClientRect().top < 0) newest.scrollIntoView({ block: "start" });
    if (state.pressed) state.onward = true;
    state.pressed = false;
  };

  // A button that was pressed goes away with its question: the keyboard goes on at the next one, before its first
  // answer and on none of them, so that a key pressed twice says nothing unread.
  const goOnward = () => {
    if (!state.onward || (document.activeElement && document.activeElement !== document.body)) return;
    state.onward = false;
    const next = field("mb-quick") ?? field("mb-say")?.querySelector("textarea");
    if (next?.tagName === "TEXTAREA" && !matchMedia("(hover: hover)").matches) return;  // no keyboard over the answer
    if (next?.tagName === "DIV") next.tabIndex = -1;
    next?.focus({ preventScroll: true });
  };

  // Beside a conversation a fold opens upwards when the window stands at its end: what was pressed stays where it is.
  const holdStill = (fold) => {
    const summary = fold.querySelector("summary");
    const main = fold.closest("[data-testid='stMain']");
    if (!summary || !main || state.pressedAt?.fold !== fold) return;
    main.scrollTop -= state.pressedAt.top - summary.getBoundingClientRect().top;
    state.pressedAt = null;
  };

  const markHere = () => {
    for (const link of document.querySelectorAll("[class*='st-key-mb-door-'] a")) {
      if (link.closest("[class*='-here']")) link.setAttribute("aria-current", "page");
      else link.removeAttribute("aria-current");
    }
  };

  const markFoot = () => document.body.classList.toggle("mb-at-result", atResult());

  const atResult = () => {
    const top = field("mb-result")?.getBoundingClientRect().top ?? Infinity;
    return top < innerHeight / 2;
  };

  const goTo = () => {
    const wish = [...document.querySelectorAll("[data-mb-goto]")].pop();
    if (!wish || !wish.dataset.mbGoto || wish.dataset.mbTurn === state.turn) return;
    const target = field(wish.dataset.mbGoto);
    if (!target) return;
    state.turn = wish.dataset.mbTurn;
    if (wish.dataset.mbGoto === "mb-newest") {
      showNewest(target);
      return;
    }
    target.scrollIntoView({ block: "center" });
    target.querySelector("input, button, [tabindex='0']")?.focus({ preventScroll: true });
  };

  const copy = async (text) => {
    try {
      await navigator.clipboard.writeText(text);
    } catch {
      // Pages without a certificate have no clipboard of their own.
      const area = document.createElement("textarea");
      area.value = text;
      document.body.append(area);
      area.select();
      document.execCommand("copy");
      area.remove();
    }
  };

  // The chart's own picture button, out of sight, is pressed in the kind and under the name that our button says.
  const picture = (button) => {
    const chart = button.closest('[class*="st-key-mb-chart-"]')?.querySelector(".js-plotly-plot");
    const own = chart?.querySelector(".modebar-btn[data-attr='toimage'], .modebar-btn[data-title*='Download']");
    if (!own || !chart._context) return;
    const { mbKind: format, mbName: filename } = button.dataset;
    Object.assign(chart._context.toImageButtonOptions, { format, filename });
    own.click();
  };

  // What a page writes into its own address on arrival belongs to the step that led there: one step back leaves it.
  const countSteps = () => {
    const push = history.pushState.bind(history);
    state.arriving = true;
    history.pushState = (kept, title, address) => {
      const here = new URL(address ?? "", location.href).pathname === location.pathname;
      if (here && state.arriving) return history.replaceState(kept, title, address);
      state.arriving = !here;
      // Another page begins at its top, however far down the link to it stood.
      if (!here) document.querySelector("[data-testid='stMain']")?.scrollTo(0, 0);
      return push(kept, title, address);
    };
    for (const act of ["click", "keydown"]) document.addEventListener(act, () => { state.arriving = false; }, true);
  };

  const settle = () => {
    state.waiting = false;
    translateAll(document.body);
    keepOpen();
    skipClearing();
    tieMessages();
    sayNewest();
    goTo();
    goOnward();
    markFoot();
    markHere();
  };
  state.settle = settle;

  if (!state.started) {
    state.started = true;
    live();
    countSteps();
    document.addEventListener("toggle", (event) => {
      if (event.target.nodeName === "DETAILS") holdStill(event.target);
      const name = event.target.dataset?.mbKeep;
      if (!name || !event.target.isConnected) return;
      if (event.target.open) state.open.add(name); else state.open.delete(name);
    }, true);
    document.addEventListener("click", (event) => {
      state.pressed = Boolean(event.target.closest?.(".st-key-mb-quick button, .st-key-mb-heard button"));
      const summary = event.target.closest?.(".st-key-mb-result summary");
      if (summary) state.pressedAt = { fold: summary.parentElement, top: summary.getBoundingClientRect().top };
      const away = event.target.closest?.("a[data-mb-window]");
      if (away && !event.ctrlKey && !event.metaKey && !event.shiftKey) {
        event.preventDefault();  // what was typed lives in this window alone
        window.open(away.href, "_blank", "noopener");
      }
      const button = event.target.closest?.("[data-mb-do]");
      if (!button) return;
      if (button.dataset.mbDo === "print") window.print();
      if (button.dataset.mbDo === "picture") picture(button);
      if (button.dataset.mbDo === "result") {
        if (atResult()) (field("mb-newest") ?? field("mb-step"))?.scrollIntoView({ block: "start" });
        else field("mb-result")?.scrollIntoView({ block: "start" });
      }
      if (button.dataset.mbDo === "copy") {
        const before = button.textContent;
        copy(document.getElementById("mb-family").textContent).then(() => {
          button.textContent = state.copied;
          live().textContent = state.copied;
          setTimeout(() => { button.textContent = before; }, 2500);
        });
      }
    });
    document.addEventListener("keydown", (event) => {
      // Enter that ends a word of an input method does not send it. Safari ends the word first: its code is 229 still.
      const composing = event.isComposing || event.keyCode === 229;
      if (event.key === "Enter" && composing && event.target.tagName === "TEXTAREA") event.stopPropagation();
      state.onward = false;
    }, true);
    document.addEventListener("scroll", markFoot, { capture: true, passive: true });
    new MutationObserver(() => {
      if (state.waiting) return;
      state.waiting = true;
      requestAnimationFrame(() => state.settle());
    }).observe(document.body, {
      childList: true, subtree: true, characterData: true, attributes: true, attributeFilter: attributes,
    });
  }
  settle();
})();
