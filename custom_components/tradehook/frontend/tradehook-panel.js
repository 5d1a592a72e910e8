import{_ as e,a as t,b as n,d as r,f as i,h as a,i as o,l as s,m as c,n as l,p as u,r as d,s as f,t as p}from"./chunks/styles.js";import{C as m,E as h,S as g,T as _,b as v,d as y,h as b,p as x,u as S,w as C}from"./chunks/position-row.js";import{i as w}from"./chunks/localize.js";import{i as T}from"./chunks/equity.js";import{n as E}from"./chunks/purse.js";import"./chunks/signals.js";import{t as D}from"./chunks/preload-helper.js";var O=_(class extends h{constructor(){super(...arguments),this.key=a}render(e,t){return this.key=e,t}update(e,[t,n]){return t!==this.key&&(C(e),this.key=t),n}});function k(e,t){let n=[...e],r=n.filter(({more:e})=>e).map(({rows:e})=>t(e.at(-1))).reduce((e,t)=>t>e?t:e,``);return n.flatMap(({rows:e})=>e).filter(e=>t(e)>=r).sort((e,n)=>t(e)<t(n)?1:t(e)>t(n)?-1:0)}function A(e,t){let n=[...e].filter(([,{more:e}])=>e),r=n.reduce((e,[,{rows:n}])=>{let r=t(n.at(-1));return r>e?r:e},``);return n.filter(([,{rows:e}])=>t(e.at(-1))===r).map(([e])=>e)}var j=50,M=class extends c{constructor(...e){super(...e),this.accounts=[],this.stamp=``,this.busy=!1,this.error=``,this.loadMore=async()=>{let{pages:e}=this;if(e&&!this.busy){this.busy=!0;try{let t=await Promise.all(A(e,N).map(t=>this.page(t,e.get(t)?.rows.at(-1)?.position_id)));if(e!==this.pages)return;let n=t.map(([t,{rows:n,more:r}])=>[t,{rows:[...e.get(t)?.rows??[],...n],more:r}]);this.pages=new Map([...e,...n])}catch(e){this.ctx.say(f(e))}finally{this.busy=!1}}}}willUpdate(e){e.has(`stamp`)&&this.load()}async load(){let{stamp:e}=this;try{let t=this.accounts.filter(e=>e.loaded),n=await Promise.all(t.map(({account:e})=>this.page(e)));if(e!==this.stamp)return;this.pages=new Map(n),this.error=``}catch(e){this.error=f(e)}}async page(e,t){let n=await this.ctx.api.history(e,j,t);return[e,{rows:n,more:n.length===j}]}render(){let{t,format:n}=this.ctx;if(this.error)return e`<p class="card empty error" role="alert">${this.error}</p>`;if(!this.pages)return e`<p class="empty soft" role="status">${t(`common.loading`)}</p>`;let i=[...this.pages.values()],o=k(i,N);return o.length?e`<ul class="card">
      ${o.map(i=>e`<li class="opens" data-position=${i.position_id}>
          <span>
            <a class="whole" href=${`/tradehook${x(i)}`} @click=${e=>this.show(e,i)}>${s(i.symbol)}</a>
            <span class="chip ${i.side===`long`?`profit`:`loss`}">${t(`side.${i.side}`)}</span>
            ${w(t,`status`,i.status)}
            <span class="soft small">
              ${t(`history.opened_closed`,{opened:n.time(i.opened_at),closed:n.time(i.closed_at)})} ·
              ${w(t,`close_reason`,i.close_reason)} · ${i.bot_name??t(`positions.removed_bot`)}
            </span>
          </span>
          <span class="number ${r(i.realized_profit)}">
            ${n.money(i.realized_profit,i.quote,!0)}
          </span>
        </li>`)}
    </ul>
      ${i.some(({more:e})=>e)?e`<p class="more">
            <button class="button outlined" ?disabled=${this.busy} @click=${this.loadMore}>
              ${t(this.busy?`common.working`:`history.more`)}
            </button>
          </p>`:a}`:e`<div class="card empty">
        <h2>${t(`history.none`)}</h2>
        <p class="soft">${t(`history.none_next`)}</p>
      </div>`}show(e,t){e.preventDefault(),this.ctx.go(x(t))}static{this.styles=[p,n`
      ul {
        list-style: none;
        margin: 0;
        padding: 0 16px;
      }
      li {
        align-items: center;
        display: flex;
        flex-wrap: wrap;
        gap: 4px 16px;
        justify-content: space-between;
        padding: 12px 0;
      }
      li + li {
        border-top: 1px solid var(--th-line);
      }
      a {
        color: inherit;
        font-weight: 500;
        text-decoration: none;
      }
      a:hover {
        text-decoration: underline;
      }
      .more {
        text-align: center;
      }
      .small {
        display: block;
        font-size: 12px;
        margin-top: 4px;
      }
    `]}};t([u({attribute:!1})],M.prototype,`ctx`,void 0),t([u({attribute:!1})],M.prototype,`accounts`,void 0),t([u()],M.prototype,`stamp`,void 0),t([i()],M.prototype,`pages`,void 0),t([i()],M.prototype,`busy`,void 0),t([i()],M.prototype,`error`,void 0),M=t([T(`tradehook-history`)],M);function N(e){return e.opened_at}var P=class extends c{constructor(...e){super(...e),this.accounts=[]}render(){let{t}=this.ctx;return this.accounts.length?e`<div class="grid">${this.accounts.map(e=>this.renderAccount(e))}</div>`:e`<div class="card empty">
        <h2>${t(`overview.none`)}</h2>
        <p class="soft">${t(`overview.none_next`)}</p>
        <a class="button" href="/config/integrations/integration/tradehook">
          ${t(`overview.to_integration`)}
        </a>
      </div>`}renderAccount(t){let{t:n,format:i}=this.ctx,o=(e,n=!1)=>i.money(e,t.currency,n);return e`<section class="card" aria-label=${t.name}>
      <header>
        <h2>${t.name}</h2>
        <span class="chip">${w(n,`account_type`,t.type)}</span>
        <span class="chip">${w(n,`market_type`,t.market_type)}</span>
        ${t.loaded&&!t.connected?e`<span class="chip loss">${n(`overview.disconnected`)}</span>`:a}
      </header>
      ${t.loaded?e`<div class="equity number">${o(t.equity)}</div>
            <tradehook-equity
              .ctx=${this.ctx}
              .entity=${t.equity_entity??``}
              .now=${t.equity??``}
            ></tradehook-equity>
            <dl>
              ${this.fact(`realized_profit_today`,o(t.realized_profit_today,!0),r(t.realized_profit_today))}
              ${this.fact(`realized_profit`,o(t.realized_profit,!0),r(t.realized_profit))}
              ${this.fact(`unrealized_profit`,o(t.unrealized_profit,!0),r(t.unrealized_profit))}
              ${this.fact(`invested`,o(t.invested))}
              ${this.fact(`free_balance`,o(t.free_balance))}
              ${t.type===`live`?this.fact(`everything_else`,o(t.everything_else,!0)):a}
              ${this.fact(`open_positions`,String(t.open_positions??0))}
            </dl>
            <div class="row">
              <span>
                <b>${n(`overview.trading`)}</b>
                <span class="soft small">
                  ${n(t.trading_enabled?`overview.trading_on`:`overview.trading_off`)}
                </span>
              </span>
              <button
                class="button ${t.trading_enabled?`outlined`:``}"
                @click=${()=>this.switchTrading(t)}
              >
                ${n(t.trading_enabled?`overview.turn_off`:`overview.turn_on`)}
              </button>
            </div>
            ${t.bots.some(e=>!e.manual)?a:e`<p class="row soft">${n(`overview.no_bots`)}</p>`}
            ${t.bots.map(e=>this.renderBot(t,e))}`:e`<p class="row error">
            ${w(n,`account_state`,t.state)} ${t.problem??a}
          </p>`}
    </section>`}fact(t,n,r=``){return e`<div>
      <dt class="soft">${this.ctx.t(`overview.${t}`)}</dt>
      <dd class="number ${r}">${n}</dd>
    </div>`}renderBot(t,n){let{t:r,format:i}=this.ctx,o=r(`overview.bot_numbers`,{open:n.open_positions??0,trades:n.trades??0,wins:n.win_rate===null||n.win_rate===void 0?`–`:`${i.number(n.win_rate,0)} %`});return e`<div class="row" data-bot=${n.bot_id}>
      <span>
        <a href=${`/tradehook${S(t,n)}`} @click=${y(this.ctx,S(t,n))}
          ><b>${n.name}</b></a
        >
        <span class="chip ${n.status===`running`?`profit`:n.status===`halted`?`loss`:``}">
          ${w(r,`bot_status`,n.status)}
        </span>
        <span class="soft small">${o}</span>
        ${n.reason?e`<span class="soft small">${w(r,`reason`,n.reason)}</span>`:a}
      </span>
      <button
        class="button ${n.on?`outlined`:``}"
        aria-label=${r(n.on?`overview.stop_bot`:`overview.start_bot`,{name:n.name})}
        @click=${()=>b(this.ctx,t,n)}
      >
        ${r(n.on?`overview.stop`:`overview.start`)}
      </button>
    </div>`}switchTrading(e){let{t,api:n}=this.ctx,r=!e.trading_enabled;this.ctx.ask({title:t(r?`overview.trading_start`:`overview.trading_stop`,{name:e.name}),purse:E(e),text:t(r?`overview.trading_start_text`:`overview.trading_stop_text`),confirm:t(r?`overview.turn_on`:`overview.turn_off`),danger:!r,act:async()=>(await n.setTrading(e.account,r),t(r?`overview.trading_on`:`overview.trading_off`))})}static{this.styles=[p,n`
      .grid {
        display: grid;
        gap: 16px;
        grid-template-columns: repeat(auto-fit, minmax(min(100%, 360px), 1fr));
      }
      header {
        align-items: center;
        display: flex;
        flex-wrap: wrap;
        gap: 8px;
        padding: 16px 16px 0;
      }
      .equity {
        font-size: 28px;
        padding: 8px 16px 0;
      }
      dl {
        display: grid;
        gap: 12px 16px;
        grid-template-columns: repeat(auto-fill, minmax(120px, 1fr));
        margin: 0;
        padding: 16px;
      }
      dt {
        font-size: 12px;
      }
      dd {
        margin: 2px 0 0;
      }
      .row {
        align-items: center;
        border-top: 1px solid var(--th-line);
        display: flex;
        gap: 16px;
        justify-content: space-between;
        margin: 0;
        padding: 12px 16px;
      }
      .row a {
        color: var(--th-link);
      }
      .row b {
        font-weight: 500;
      }
      .small {
        display: block;
        font-size: 12px;
        margin-top: 4px;
      }
      .empty .button {
        display: inline-block;
      }
    `]}};t([u({attribute:!1})],P.prototype,`ctx`,void 0),t([u({attribute:!1})],P.prototype,`accounts`,void 0),P=t([l(`tradehook-overview`)],P);var F=5e3,I={bot:()=>D(()=>import(`./chunks/bot.js`),[]),builder:()=>D(()=>import(`./chunks/builder.js`),[]),position:()=>D(()=>import(`./chunks/position.js`),[]),trades:()=>D(()=>import(`./chunks/trades.js`),[])},L=class extends d{constructor(...e){super(...e),this.narrow=!1,this.said=``,this.widths=new ResizeObserver(()=>this.showTab())}render(){let{t}=this,[n=``,...r]=(this.route?.path||`/`).split(`/`).filter(Boolean),i=n===`positions`&&r[0]&&r[0]!==`closed`?`position`:n;I[i]?.().catch(e=>console.error(`Tradehook: a part is missing`,e));let s=this.context,c={position:`positions`,bot:`overview`}[i];return e`<header>
        <div class="bar">
          ${c?e`<button class="icon-button back" aria-label=${t(`common.back`)} @click=${()=>this.go(`/${c}`)}>
                ${m(v)}
              </button>`:this.narrow||this.hass.dockedSidebar===`always_hidden`?e`<button class="icon-button" aria-label=${t(`common.menu`)} @click=${this.toggleMenu}>
                  ${m(g)}
                </button>`:a}
          <h1>Tradehook</h1>
        </div>
        <nav aria-label=${t(`common.views`)} @scroll=${this.fade}>
          ${this.tabs.map(([r,i])=>e`<a
              href=${`${o}/${r}`}
              aria-current=${r===(c??(n||`overview`))?`page`:a}
              @click=${e=>this.follow(e,`/${r}`)}
              >${t(`tab.${i}`)}</a
            >`)}
        </nav>
      </header>
      <main tabindex="-1">
        ${this.renderStale()} ${this.renderStatus()??this.renderView(n,r)}
      </main>
      <div class="said" role="status" ?data-shown=${!!this.said}>${this.said}</div>
      <tradehook-dialogs .ctx=${s} @tradehook-focus-lost=${this.focusMain}></tradehook-dialogs>`}firstUpdated(){this.widths.observe(this)}connectedCallback(){super.connectedCallback(),this.hasUpdated&&this.widths.observe(this)}disconnectedCallback(){super.disconnectedCallback(),this.widths.disconnect()}updated(){let e=this.nav?.querySelector(`[aria-current]`);e!==this.tab&&(this.tab=e,this.showTab())}get nav(){return this.renderRoot.querySelector(`nav`)}showTab(){let{nav:e,tab:t}=this;if(!e||!t)return;let[n,r]=[e.getBoundingClientRect(),t.getBoundingClientRect()];e.scrollBy({left:r.left+r.width/2-n.left-n.width/2}),this.fade()}fade(){let{nav:e}=this;if(!e)return;let t=Math.abs(e.scrollLeft);e.toggleAttribute(`data-before`,t>1),e.toggleAttribute(`data-after`,t<e.scrollWidth-e.clientWidth-1)}get tabs(){return[[`overview`,`overview`],[`positions`,`positions`],[`signals`,`signals`],[`builder`,`builder`],[`trades`,`trades`]]}renderStatus(){let{t,live:n}=this;if(!n.stale)switch(n.status){case`ready`:return;case`outdated`:return e`<div class="card empty">
          <h2>${t(`status.outdated`)}</h2>
          <p class="soft">${t(`status.outdated_next`)}</p>
          <button class="button" @click=${()=>location.reload()}>${t(`status.reload`)}</button>
        </div>`;case`unavailable`:return e`<div class="card empty" role="status">
          <h2>${t(`status.unavailable`)}</h2>
          <p class="soft">${t(`status.unavailable_next`)}</p>
          <p class="soft">${n.problem}</p>
        </div>`;default:return e`<p class="empty soft" role="status">${t(`status.${n.status}`)}</p>`}}renderView(t,n){let r=this.context,{live:i}=this;switch(t){case`positions`:return n[0]&&n[0]!==`closed`?this.renderPosition(r,``,R(n[0])):this.renderPositions(r,n[0]===`closed`);case`position`:return this.renderPosition(r,R(n[0]),R(n[1]));case`builder`:return e`<tradehook-builder .ctx=${r} .accounts=${i.accounts??[]}></tradehook-builder>`;case`trades`:return this.anew(e`<tradehook-trades .ctx=${r} .accounts=${i.accounts??[]}></tradehook-trades>`);case`signals`:return e`<tradehook-signals .ctx=${r} .signals=${i.signals} .accounts=${i.accounts??[]}></tradehook-signals>`;case`bot`:{let[t=``,a=``,o=``]=n.map(R);return this.anew(e`<tradehook-bot
          .ctx=${r}
          .accounts=${i.accounts??[]}
          .positions=${i.positions??new Map}
          .account=${t}
          .botId=${a}
          .tab=${o}
          .language=${this.hass.language}
          .signals=${i.signals}
        ></tradehook-bot>`)}default:return e`<tradehook-overview .ctx=${r} .accounts=${i.accounts??[]}></tradehook-overview>`}}anew(e){return O(this.live.generation,e)}renderPosition(t,n,r){let{live:i}=this;return this.anew(e`<tradehook-position
      .ctx=${t}
      .account=${n}
      .accounts=${i.accounts??[]}
      .positionId=${r}
      .live=${i.positions?.get(r)}
    ></tradehook-position>`)}renderPositions(t,n){let{t:r,live:i}=this,a=i.positions??new Map;return e`<div class="segments" role="group" aria-label=${r(`history.which`)}>
        ${[`open`,`closed`].map(t=>e`<button
            aria-pressed=${String(n===(t===`closed`))}
            @click=${()=>this.go(t===`closed`?`/positions/closed`:`/positions`)}
          >
            ${r(`history.${t}`)}
          </button>`)}
      </div>
      ${n?this.anew(e`<tradehook-history
            .ctx=${t}
            .accounts=${i.accounts??[]}
            .stamp=${[...a.keys()].join(` `)||`none`}
          ></tradehook-history>`):e`<tradehook-positions .ctx=${t} .positions=${a}></tradehook-positions>`}`}follow(e,t){e.ctrlKey||e.metaKey||e.shiftKey||(e.preventDefault(),this.go(t))}say(e){this.said=e,clearTimeout(this.quiet),this.quiet=setTimeout(()=>this.said=``,F)}focusMain(){this.renderRoot.querySelector(`main`)?.focus()}toggleMenu(){this.dispatchEvent(new CustomEvent(`hass-toggle-menu`,{bubbles:!0,composed:!0}))}static{this.styles=[p,n`
      :host {
        background: var(--primary-background-color);
        display: block;
        min-height: 100%;
      }
      header {
        background: var(--app-header-background-color, var(--primary-background-color));
        border-bottom: var(--app-header-border-bottom, 1px solid var(--th-line));
        color: var(--app-header-text-color, var(--primary-text-color));
        inset-block-start: 0;
        position: sticky;
        z-index: 2;
      }
      .bar {
        align-items: center;
        display: flex;
        gap: 8px;
        height: var(--header-height, 56px);
        padding: 0 12px;
      }
      .back:dir(rtl) svg {
        transform: scaleX(-1);
      }
      h1 {
        font-size: 20px;
        font-weight: 400;
        padding-inline-start: 4px;
      }
      nav {
        display: flex;
        overflow-x: auto;
        padding: 0 8px;
        scrollbar-width: none;
      }
      nav[data-after] {
        mask-image: linear-gradient(to right, #000 calc(100% - 40px), transparent);
      }
      nav[data-before] {
        mask-image: linear-gradient(to left, #000 calc(100% - 40px), transparent);
      }
      nav[data-before][data-after] {
        mask-image: linear-gradient(to right, transparent, #000 40px calc(100% - 40px), transparent);
      }
      nav:dir(rtl):is([data-before], [data-after]) {
        mask-image: linear-gradient(to right, transparent, #000 40px calc(100% - 40px), transparent);
      }
      nav a {
        border-bottom: 2px solid transparent;
        color: inherit;
        font-size: 14px;
        font-weight: 500;
        padding: 12px 16px;
        text-decoration: none;
        white-space: nowrap;
      }
      nav a[aria-current] {
        border-color: currentColor;
      }
      nav a:focus-visible {
        outline-offset: -4px;
      }
      main {
        outline: none;
        margin: 0 auto;
        max-width: 1200px;
        padding: 16px;
      }
      .segments {
        margin-bottom: 16px;
      }
      .said {
        background: var(--primary-text-color);
        border-radius: 8px;
        color: var(--primary-background-color);
        inset-block-end: 16px;
        inset-inline: 16px;
        margin-inline: auto;
        max-width: 480px;
        opacity: 0;
        padding: 12px 20px;
        pointer-events: none;
        position: fixed;
        transition: opacity 0.2s;
        width: fit-content;
        z-index: 3;
      }
      .said[data-shown] {
        opacity: 1;
      }
      @media (prefers-reduced-motion: reduce) {
        .said {
          transition: none;
        }
      }
    `]}};t([u({type:Boolean})],L.prototype,`narrow`,void 0),t([u({attribute:!1})],L.prototype,`route`,void 0),t([i()],L.prototype,`said`,void 0),L=t([T(`tradehook-panel`)],L);function R(e=``){try{return decodeURIComponent(e)}catch{return e}}export{L as Panel};