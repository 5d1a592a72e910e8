import{a as e,d as t,f as n,h as r,n as i,p as a,s as o,t as s,u as c,v as l}from"./chunks/styles.js";import{C as u,E as d,S as f,T as p,b as m,d as h,h as g,p as _,u as v,w as y}from"./chunks/position-row.js";import{a as b,n as x,r as S,t as C}from"./chunks/element.js";import{i as w}from"./chunks/localize.js";import{i as T}from"./chunks/equity.js";import{n as E}from"./chunks/purse.js";import"./chunks/signals.js";import{t as D}from"./chunks/preload-helper.js";var O=p(class extends d{constructor(){super(...arguments),this.key=a}render(e,t){return this.key=e,t}update(e,[t,n]){return t!==this.key&&(y(e),this.key=t),n}});function k(e,t){let n=[...e],r=n.filter(({more:e})=>e).map(({rows:e})=>t(e.at(-1))).reduce((e,t)=>t>e?t:e,``);return n.flatMap(({rows:e})=>e).filter(e=>t(e)>=r).sort((e,n)=>t(e)<t(n)?1:t(e)>t(n)?-1:0)}function A(e,t){let n=[...e].filter(([,{more:e}])=>e),r=n.reduce((e,[,{rows:n}])=>{let r=t(n.at(-1));return r>e?r:e},``);return n.filter(([,{rows:e}])=>t(e.at(-1))===r).map(([e])=>e)}var j=50,M=class extends n{constructor(...e){super(...e),this.accounts=[],this.stamp=``,this.busy=!1,this.error=``,this.loadMore=async()=>{let{pages:e}=this;if(e&&!this.busy){this.busy=!0;try{let t=await Promise.all(A(e,N).map(t=>this.page(t,e.get(t)?.rows.at(-1)?.position_id)));if(e!==this.pages)return;let n=t.map(([t,{rows:n,more:r}])=>[t,{rows:[...e.get(t)?.rows??[],...n],more:r}]);this.pages=new Map([...e,...n])}catch(e){this.ctx.say(b(e))}finally{this.busy=!1}}}}willUpdate(e){e.has(`stamp`)&&this.load()}async load(){let{stamp:e}=this;try{let t=this.accounts.filter(e=>e.loaded),n=await Promise.all(t.map(({account:e})=>this.page(e)));if(e!==this.stamp)return;this.pages=new Map(n),this.error=``}catch(e){this.error=b(e)}}async page(e,t){let n=await this.ctx.api.history(e,j,t);return[e,{rows:n,more:n.length===j}]}render(){let{t,format:n}=this.ctx;if(this.error)return r`<p class="card empty error" role="alert">${this.error}</p>`;if(!this.pages)return r`<p class="empty soft" role="status">${t(`common.loading`)}</p>`;let i=[...this.pages.values()],s=k(i,N);return s.length?r`<ul class="card">
      ${s.map(i=>r`<li class="opens" data-position=${i.position_id}>
          <span>
            <a class="whole" href=${`/tradehook${_(i)}`} @click=${e=>this.show(e,i)}>${e(i.symbol)}</a>
            <span class="chip ${i.side===`long`?`profit`:`loss`}">${t(`side.${i.side}`)}</span>
            ${w(t,`status`,i.status)}
            <span class="soft small">
              ${t(`history.opened_closed`,{opened:n.time(i.opened_at),closed:n.time(i.closed_at)})} ·
              ${w(t,`close_reason`,i.close_reason)} · ${i.bot_name??t(`positions.removed_bot`)}
            </span>
          </span>
          <span class="number ${o(i.realized_profit)}">
            ${n.money(i.realized_profit,i.quote,!0)}
          </span>
        </li>`)}
    </ul>
      ${i.some(({more:e})=>e)?r`<p class="more">
            <button class="button outlined" ?disabled=${this.busy} @click=${this.loadMore}>
              ${t(this.busy?`common.working`:`history.more`)}
            </button>
          </p>`:a}`:r`<div class="card empty">
        <h2>${t(`history.none`)}</h2>
        <p class="soft">${t(`history.none_next`)}</p>
      </div>`}show(e,t){e.preventDefault(),this.ctx.go(_(t))}static{this.styles=[s,l`
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
    `]}};i([t({attribute:!1})],M.prototype,`ctx`,void 0),i([t({attribute:!1})],M.prototype,`accounts`,void 0),i([t()],M.prototype,`stamp`,void 0),i([c()],M.prototype,`pages`,void 0),i([c()],M.prototype,`busy`,void 0),i([c()],M.prototype,`error`,void 0),M=i([T(`tradehook-history`)],M);function N(e){return e.opened_at}var P=class extends n{constructor(...e){super(...e),this.accounts=[]}render(){let{t:e}=this.ctx;return this.accounts.length?r`<div class="grid">${this.accounts.map(e=>this.renderAccount(e))}</div>`:r`<div class="card empty">
        <h2>${e(`overview.none`)}</h2>
        <p class="soft">${e(`overview.none_next`)}</p>
        <a class="button" href="/config/integrations/integration/tradehook">
          ${e(`overview.to_integration`)}
        </a>
      </div>`}renderAccount(e){let{t,format:n}=this.ctx,i=(t,r=!1)=>n.money(t,e.currency,r);return r`<section class="card" aria-label=${e.name}>
      <header>
        <h2>${e.name}</h2>
        <span class="chip">${w(t,`account_type`,e.type)}</span>
        <span class="chip">${w(t,`market_type`,e.market_type)}</span>
        ${e.loaded&&!e.connected?r`<span class="chip loss">${t(`overview.disconnected`)}</span>`:a}
      </header>
      ${e.loaded?r`<div class="equity number">${i(e.equity)}</div>
            <tradehook-equity
              .ctx=${this.ctx}
              .entity=${e.equity_entity??``}
              .now=${e.equity??``}
            ></tradehook-equity>
            <dl>
              ${this.fact(`realized_profit_today`,i(e.realized_profit_today,!0),o(e.realized_profit_today))}
              ${this.fact(`realized_profit`,i(e.realized_profit,!0),o(e.realized_profit))}
              ${this.fact(`unrealized_profit`,i(e.unrealized_profit,!0),o(e.unrealized_profit))}
              ${this.fact(`invested`,i(e.invested))}
              ${this.fact(`free_balance`,i(e.free_balance))}
              ${e.type===`live`?this.fact(`everything_else`,i(e.everything_else,!0)):a}
              ${this.fact(`open_positions`,String(e.open_positions??0))}
            </dl>
            <div class="row">
              <span>
                <b>${t(`overview.trading`)}</b>
                <span class="soft small">
                  ${t(e.trading_enabled?`overview.trading_on`:`overview.trading_off`)}
                </span>
              </span>
              <button
                class="button ${e.trading_enabled?`outlined`:``}"
                @click=${()=>this.switchTrading(e)}
              >
                ${t(e.trading_enabled?`overview.turn_off`:`overview.turn_on`)}
              </button>
            </div>
            ${e.bots.some(e=>!e.manual)?a:r`<p class="row soft">${t(`overview.no_bots`)}</p>`}
            ${e.bots.map(t=>this.renderBot(e,t))}`:r`<p class="row error">
            ${w(t,`account_state`,e.state)} ${e.problem??a}
          </p>`}
    </section>`}fact(e,t,n=``){return r`<div>
      <dt class="soft">${this.ctx.t(`overview.${e}`)}</dt>
      <dd class="number ${n}">${t}</dd>
    </div>`}renderBot(e,t){let{t:n,format:i}=this.ctx,o=n(`overview.bot_numbers`,{open:t.open_positions??0,trades:t.trades??0,wins:t.win_rate===null||t.win_rate===void 0?`–`:`${i.number(t.win_rate,0)} %`});return r`<div class="row" data-bot=${t.bot_id}>
      <span>
        <a href=${`/tradehook${v(e,t)}`} @click=${h(this.ctx,v(e,t))}
          ><b>${t.name}</b></a
        >
        <span class="chip ${t.status===`running`?`profit`:t.status===`halted`?`loss`:``}">
          ${w(n,`bot_status`,t.status)}
        </span>
        <span class="soft small">${o}</span>
        ${t.reason?r`<span class="soft small">${w(n,`reason`,t.reason)}</span>`:a}
      </span>
      <button
        class="button ${t.on?`outlined`:``}"
        aria-label=${n(t.on?`overview.stop_bot`:`overview.start_bot`,{name:t.name})}
        @click=${()=>g(this.ctx,e,t)}
      >
        ${n(t.on?`overview.stop`:`overview.start`)}
      </button>
    </div>`}switchTrading(e){let{t,api:n}=this.ctx,r=!e.trading_enabled;this.ctx.ask({title:t(r?`overview.trading_start`:`overview.trading_stop`,{name:e.name}),purse:E(e),text:t(r?`overview.trading_start_text`:`overview.trading_stop_text`),confirm:t(r?`overview.turn_on`:`overview.turn_off`),danger:!r,act:async()=>(await n.setTrading(e.account,r),t(r?`overview.trading_on`:`overview.trading_off`))})}static{this.styles=[s,l`
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
    `]}};i([t({attribute:!1})],P.prototype,`ctx`,void 0),i([t({attribute:!1})],P.prototype,`accounts`,void 0),P=i([C(`tradehook-overview`)],P);var F=5e3,I={bot:()=>D(()=>import(`./chunks/bot.js`),[]),builder:()=>D(()=>import(`./chunks/builder.js`),[]),position:()=>D(()=>import(`./chunks/position.js`),[]),trades:()=>D(()=>import(`./chunks/trades.js`),[])},L=class extends x{constructor(...e){super(...e),this.narrow=!1,this.said=``,this.widths=new ResizeObserver(()=>this.showTab())}render(){let{t:e}=this,[t=``,...n]=(this.route?.path||`/`).split(`/`).filter(Boolean),i=t===`positions`&&n[0]&&n[0]!==`closed`?`position`:t;I[i]?.().catch(e=>console.error(`Tradehook: a part is missing`,e));let o=this.context,s={position:`positions`,bot:`overview`}[i];return r`<header>
        <div class="bar">
          ${s?r`<button class="icon-button back" aria-label=${e(`common.back`)} @click=${()=>this.go(`/${s}`)}>
                ${u(m)}
              </button>`:this.narrow||this.hass.dockedSidebar===`always_hidden`?r`<button class="icon-button" aria-label=${e(`common.menu`)} @click=${this.toggleMenu}>
                  ${u(f)}
                </button>`:a}
          <h1>Tradehook</h1>
        </div>
        <nav aria-label=${e(`common.views`)} @scroll=${this.fade}>
          ${this.tabs.map(([n,i])=>r`<a
              href=${`${S}/${n}`}
              aria-current=${n===(s??(t||`overview`))?`page`:a}
              @click=${e=>this.follow(e,`/${n}`)}
              >${e(`tab.${i}`)}</a
            >`)}
        </nav>
      </header>
      <main tabindex="-1">
        ${this.renderStale()} ${this.renderStatus()??this.renderView(t,n)}
      </main>
      <div class="said" role="status" ?data-shown=${!!this.said}>${this.said}</div>
      <tradehook-dialogs .ctx=${o} @tradehook-focus-lost=${this.focusMain}></tradehook-dialogs>`}firstUpdated(){this.widths.observe(this)}connectedCallback(){super.connectedCallback(),this.hasUpdated&&this.widths.observe(this)}disconnectedCallback(){super.disconnectedCallback(),this.widths.disconnect()}updated(){let e=this.nav?.querySelector(`[aria-current]`);e!==this.tab&&(this.tab=e,this.showTab())}get nav(){return this.renderRoot.querySelector(`nav`)}showTab(){let{nav:e,tab:t}=this;if(!e||!t)return;let[n,r]=[e.getBoundingClientRect(),t.getBoundingClientRect()];e.scrollBy({left:r.left+r.width/2-n.left-n.width/2}),this.fade()}fade(){let{nav:e}=this;if(!e)return;let t=Math.abs(e.scrollLeft);e.toggleAttribute(`data-before`,t>1),e.toggleAttribute(`data-after`,t<e.scrollWidth-e.clientWidth-1)}get tabs(){return[[`overview`,`overview`],[`positions`,`positions`],[`signals`,`signals`],[`builder`,`builder`],[`trades`,`trades`]]}renderStatus(){let{t:e,live:t}=this;if(!t.stale)switch(t.status){case`ready`:return;case`outdated`:return r`<div class="card empty">
          <h2>${e(`status.outdated`)}</h2>
          <p class="soft">${e(`status.outdated_next`)}</p>
          <button class="button" @click=${()=>location.reload()}>${e(`status.reload`)}</button>
        </div>`;case`unavailable`:return r`<div class="card empty" role="status">
          <h2>${e(`status.unavailable`)}</h2>
          <p class="soft">${e(`status.unavailable_next`)}</p>
          <p class="soft">${t.problem}</p>
        </div>`;default:return r`<p class="empty soft" role="status">${e(`status.${t.status}`)}</p>`}}renderView(e,t){let n=this.context,{live:i}=this;switch(e){case`positions`:return t[0]&&t[0]!==`closed`?this.renderPosition(n,``,R(t[0])):this.renderPositions(n,t[0]===`closed`);case`position`:return this.renderPosition(n,R(t[0]),R(t[1]));case`builder`:return r`<tradehook-builder .ctx=${n} .accounts=${i.accounts??[]}></tradehook-builder>`;case`trades`:return this.anew(r`<tradehook-trades .ctx=${n} .accounts=${i.accounts??[]}></tradehook-trades>`);case`signals`:return r`<tradehook-signals .ctx=${n} .signals=${i.signals} .accounts=${i.accounts??[]}></tradehook-signals>`;case`bot`:{let[e=``,a=``,o=``]=t.map(R);return this.anew(r`<tradehook-bot
          .ctx=${n}
          .accounts=${i.accounts??[]}
          .positions=${i.positions??new Map}
          .account=${e}
          .botId=${a}
          .tab=${o}
          .language=${this.hass.language}
          .signals=${i.signals}
        ></tradehook-bot>`)}default:return r`<tradehook-overview .ctx=${n} .accounts=${i.accounts??[]}></tradehook-overview>`}}anew(e){return O(this.live.generation,e)}renderPosition(e,t,n){let{live:i}=this;return this.anew(r`<tradehook-position
      .ctx=${e}
      .account=${t}
      .accounts=${i.accounts??[]}
      .positionId=${n}
      .live=${i.positions?.get(n)}
    ></tradehook-position>`)}renderPositions(e,t){let{t:n,live:i}=this,a=i.positions??new Map;return r`<div class="segments" role="group" aria-label=${n(`history.which`)}>
        ${[`open`,`closed`].map(e=>r`<button
            aria-pressed=${String(t===(e===`closed`))}
            @click=${()=>this.go(e===`closed`?`/positions/closed`:`/positions`)}
          >
            ${n(`history.${e}`)}
          </button>`)}
      </div>
      ${t?this.anew(r`<tradehook-history
            .ctx=${e}
            .accounts=${i.accounts??[]}
            .stamp=${[...a.keys()].join(` `)||`none`}
          ></tradehook-history>`):r`<tradehook-positions .ctx=${e} .positions=${a}></tradehook-positions>`}`}follow(e,t){e.ctrlKey||e.metaKey||e.shiftKey||(e.preventDefault(),this.go(t))}say(e){this.said=e,clearTimeout(this.quiet),this.quiet=setTimeout(()=>this.said=``,F)}focusMain(){this.renderRoot.querySelector(`main`)?.focus()}toggleMenu(){this.dispatchEvent(new CustomEvent(`hass-toggle-menu`,{bubbles:!0,composed:!0}))}static{this.styles=[s,l`
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
    `]}};i([t({type:Boolean})],L.prototype,`narrow`,void 0),i([t({attribute:!1})],L.prototype,`route`,void 0),i([c()],L.prototype,`said`,void 0),L=i([T(`tradehook-panel`)],L);function R(e=``){try{return decodeURIComponent(e)}catch{return e}}export{L as Panel};