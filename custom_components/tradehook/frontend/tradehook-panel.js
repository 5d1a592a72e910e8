import{a as e,f as t,g as n,h as r,i,l as a,m as o,n as s,p as c,r as l,s as u,t as d,v as f,x as p}from"./chunks/styles.js";import{f as m,h,i as g,m as _,o as v,r as y,s as b}from"./chunks/no-stop.js";import{i as x}from"./chunks/localize.js";import{i as S}from"./chunks/equity.js";import{n as C}from"./chunks/purse.js";import"./chunks/signals.js";import{t as w}from"./chunks/preload-helper.js";function T(e,t){let n=[...e],r=n.filter(({more:e})=>e).map(({rows:e})=>t(e.at(-1))).reduce((e,t)=>t>e?t:e,``);return n.flatMap(({rows:e})=>e).filter(e=>t(e)>=r).sort((e,n)=>t(e)<t(n)?1:t(e)>t(n)?-1:0)}function E(e,t){let n=[...e].filter(([,{more:e}])=>e),r=n.reduce((e,[,{rows:n}])=>{let r=t(n.at(-1));return r>e?r:e},``);return n.filter(([,{rows:e}])=>t(e.at(-1))===r).map(([e])=>e)}var D=50,O=class extends r{constructor(...e){super(...e),this.accounts=[],this.stamp=``,this.busy=!1,this.error=``,this.loadMore=async()=>{let{pages:e}=this;if(e&&!this.busy){this.busy=!0;try{let t=await Promise.all(E(e,k).map(t=>this.page(t,e.get(t)?.rows.at(-1)?.position_id)));if(e!==this.pages)return;let n=t.map(([t,{rows:n,more:r}])=>[t,{rows:[...e.get(t)?.rows??[],...n],more:r}]);this.pages=new Map([...e,...n])}catch(e){this.ctx.say(u(e))}finally{this.busy=!1}}}}willUpdate(e){e.has(`stamp`)&&this.load()}async load(){let{stamp:e}=this;try{let t=this.accounts.filter(e=>e.loaded),n=await Promise.all(t.map(({account:e})=>this.page(e)));if(e!==this.stamp)return;this.pages=new Map(n),this.error=``}catch(e){this.error=u(e)}}async page(e,t){let n=await this.ctx.api.history(e,D,t);return[e,{rows:n,more:n.length===D}]}render(){let{t:e,format:r}=this.ctx;if(this.error)return f`<p class="card empty error" role="alert">${this.error}</p>`;if(!this.pages)return f`<p class="empty soft" role="status">${e(`common.loading`)}</p>`;let i=[...this.pages.values()],o=T(i,k);return o.length?f`<ul class="card">
      ${o.map(n=>f`<li data-position=${n.position_id}>
          <span>
            <a href=${`/tradehook${v(n)}`} @click=${e=>this.show(e,n)}>${a(n.symbol)}</a>
            <span class="chip ${n.side===`long`?`profit`:`loss`}">${e(`side.${n.side}`)}</span>
            ${x(e,`status`,n.status)}
            <span class="soft small">
              ${e(`history.opened_closed`,{opened:r.time(n.opened_at),closed:r.time(n.closed_at)})} ·
              ${x(e,`close_reason`,n.close_reason)} · ${n.bot_name??e(`positions.removed_bot`)}
            </span>
          </span>
          <span class="number ${t(n.realized_profit)}">
            ${r.money(n.realized_profit,n.quote,!0)}
          </span>
        </li>`)}
    </ul>
      ${i.some(({more:e})=>e)?f`<p class="more">
            <button class="button outlined" ?disabled=${this.busy} @click=${this.loadMore}>
              ${e(this.busy?`common.working`:`history.more`)}
            </button>
          </p>`:n}`:f`<div class="card empty">
        <h2>${e(`history.none`)}</h2>
        <p class="soft">${e(`history.none_next`)}</p>
      </div>`}show(e,t){e.preventDefault(),this.ctx.go(v(t))}static{this.styles=[d,p`
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
    `]}};e([o({attribute:!1})],O.prototype,`ctx`,void 0),e([o({attribute:!1})],O.prototype,`accounts`,void 0),e([o()],O.prototype,`stamp`,void 0),e([c()],O.prototype,`pages`,void 0),e([c()],O.prototype,`busy`,void 0),e([c()],O.prototype,`error`,void 0),O=e([S(`tradehook-history`)],O);function k(e){return e.opened_at}var A=class extends r{constructor(...e){super(...e),this.accounts=[]}render(){let{t:e}=this.ctx;return this.accounts.length?f`<div class="grid">${this.accounts.map(e=>this.renderAccount(e))}</div>`:f`<div class="card empty">
        <h2>${e(`overview.none`)}</h2>
        <p class="soft">${e(`overview.none_next`)}</p>
        <a class="button" href="/config/integrations/integration/tradehook">
          ${e(`overview.to_integration`)}
        </a>
      </div>`}renderAccount(e){let{t:r,format:i}=this.ctx,a=(t,n=!1)=>i.money(t,e.currency,n);return f`<section class="card" aria-label=${e.name}>
      <header>
        <h2>${e.name}</h2>
        <span class="chip">${x(r,`account_type`,e.type)}</span>
        <span class="chip">${x(r,`market_type`,e.market_type)}</span>
        ${e.loaded&&!e.connected?f`<span class="chip loss">${r(`overview.disconnected`)}</span>`:n}
      </header>
      ${e.loaded?f`<div class="equity number">${a(e.equity)}</div>
            <tradehook-equity
              .ctx=${this.ctx}
              .entity=${e.equity_entity??``}
              .now=${e.equity??``}
            ></tradehook-equity>
            <dl>
              ${this.fact(`realized_profit_today`,a(e.realized_profit_today,!0),t(e.realized_profit_today))}
              ${this.fact(`realized_profit`,a(e.realized_profit,!0),t(e.realized_profit))}
              ${this.fact(`unrealized_profit`,a(e.unrealized_profit,!0),t(e.unrealized_profit))}
              ${this.fact(`invested`,a(e.invested))}
              ${this.fact(`free_balance`,a(e.free_balance))}
              ${e.type===`live`?this.fact(`everything_else`,a(e.everything_else,!0)):n}
              ${this.fact(`open_positions`,String(e.open_positions??0))}
            </dl>
            <div class="row">
              <span>
                <b>${r(`overview.trading`)}</b>
                <span class="soft small">
                  ${r(e.trading_enabled?`overview.trading_on`:`overview.trading_off`)}
                </span>
              </span>
              <button
                class="button ${e.trading_enabled?`outlined`:``}"
                @click=${()=>this.switchTrading(e)}
              >
                ${r(e.trading_enabled?`overview.turn_off`:`overview.turn_on`)}
              </button>
            </div>
            ${e.bots.some(e=>!e.manual)?n:f`<p class="row soft">${r(`overview.no_bots`)}</p>`}
            ${e.bots.map(t=>this.renderBot(e,t))}`:f`<p class="row error">
            ${x(r,`account_state`,e.state)} ${e.problem??n}
          </p>`}
    </section>`}fact(e,t,n=``){return f`<div>
      <dt class="soft">${this.ctx.t(`overview.${e}`)}</dt>
      <dd class="number ${n}">${t}</dd>
    </div>`}renderBot(e,t){let{t:r,format:i}=this.ctx,a=r(`overview.bot_numbers`,{open:t.open_positions??0,trades:t.trades??0,wins:t.win_rate===null||t.win_rate===void 0?`–`:`${i.number(t.win_rate,0)} %`});return f`<div class="row" data-bot=${t.bot_id}>
      <span>
        <a href=${`/tradehook${y(e,t)}`} @click=${g(this.ctx,y(e,t))}
          ><b>${t.name}</b></a
        >
        <span class="chip ${t.status===`running`?`profit`:t.status===`halted`?`loss`:``}">
          ${x(r,`bot_status`,t.status)}
        </span>
        <span class="soft small">${a}</span>
        ${t.reason?f`<span class="soft small">${x(r,`reason`,t.reason)}</span>`:n}
      </span>
      <button
        class="button ${t.on?`outlined`:``}"
        aria-label=${r(t.on?`overview.stop_bot`:`overview.start_bot`,{name:t.name})}
        @click=${()=>b(this.ctx,e,t)}
      >
        ${r(t.on?`overview.stop`:`overview.start`)}
      </button>
    </div>`}switchTrading(e){let{t,api:n}=this.ctx,r=!e.trading_enabled;this.ctx.ask({title:t(r?`overview.trading_start`:`overview.trading_stop`,{name:e.name}),purse:C(e),text:t(r?`overview.trading_start_text`:`overview.trading_stop_text`),confirm:t(r?`overview.turn_on`:`overview.turn_off`),danger:!r,act:async()=>(await n.setTrading(e.account,r),t(r?`overview.trading_on`:`overview.trading_off`))})}static{this.styles=[d,p`
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
    `]}};e([o({attribute:!1})],A.prototype,`ctx`,void 0),e([o({attribute:!1})],A.prototype,`accounts`,void 0),A=e([s(`tradehook-overview`)],A);var j=5e3,M={bot:()=>w(()=>import(`./chunks/bot.js`),[]),builder:()=>w(()=>import(`./chunks/builder.js`),[]),position:()=>w(()=>import(`./chunks/position.js`),[]),trades:()=>w(()=>import(`./chunks/trades.js`),[])},N=class extends l{constructor(...e){super(...e),this.narrow=!1,this.said=``,this.widths=new ResizeObserver(()=>this.showTab())}render(){let{t:e}=this,[t=``,...r]=(this.route?.path||`/`).split(`/`).filter(Boolean);M[t]?.().catch(e=>console.error(`Tradehook: a part is missing`,e));let a=this.context,o={position:`positions`,bot:`overview`}[t];return f`<header>
        <div class="bar">
          ${o?f`<button class="icon-button back" aria-label=${e(`common.back`)} @click=${()=>this.go(`/${o}`)}>
                ${h(m)}
              </button>`:this.narrow||this.hass.dockedSidebar===`always_hidden`?f`<button class="icon-button" aria-label=${e(`common.menu`)} @click=${this.toggleMenu}>
                  ${h(_)}
                </button>`:n}
          <h1>Tradehook</h1>
        </div>
        <nav aria-label=${e(`common.views`)} @scroll=${this.fade}>
          ${this.tabs.map(([r,a])=>f`<a
              href=${`${i}/${r}`}
              aria-current=${r===(o??(t||`overview`))?`page`:n}
              @click=${e=>this.follow(e,`/${r}`)}
              >${e(`tab.${a}`)}</a
            >`)}
        </nav>
      </header>
      <main tabindex="-1">${this.renderStatus()??this.renderView(t,r)}</main>
      <div class="said" role="status" ?data-shown=${!!this.said}>${this.said}</div>
      <tradehook-dialogs .ctx=${a} @tradehook-focus-lost=${this.focusMain}></tradehook-dialogs>`}firstUpdated(){this.widths.observe(this)}connectedCallback(){super.connectedCallback(),this.hasUpdated&&this.widths.observe(this)}disconnectedCallback(){super.disconnectedCallback(),this.widths.disconnect()}updated(){let e=this.nav?.querySelector(`[aria-current]`);e!==this.tab&&(this.tab=e,this.showTab())}get nav(){return this.renderRoot.querySelector(`nav`)}showTab(){let{nav:e,tab:t}=this;if(!e||!t)return;let[n,r]=[e.getBoundingClientRect(),t.getBoundingClientRect()];e.scrollBy({left:r.left+r.width/2-n.left-n.width/2}),this.fade()}fade(){let{nav:e}=this;if(!e)return;let t=Math.abs(e.scrollLeft);e.toggleAttribute(`data-before`,t>1),e.toggleAttribute(`data-after`,t<e.scrollWidth-e.clientWidth-1)}get tabs(){return[[`overview`,`overview`],[`positions`,`positions`],[`signals`,`signals`],[`builder`,`builder`],[`trades`,`trades`]]}renderStatus(){let{t:e,live:t}=this;switch(t.status){case`ready`:return;case`outdated`:return f`<div class="card empty">
          <h2>${e(`status.outdated`)}</h2>
          <p class="soft">${e(`status.outdated_next`)}</p>
          <button class="button" @click=${()=>location.reload()}>${e(`status.reload`)}</button>
        </div>`;case`unavailable`:return f`<div class="card empty" role="status">
          <h2>${e(`status.unavailable`)}</h2>
          <p class="soft">${e(`status.unavailable_next`)}</p>
          <p class="soft">${t.problem}</p>
        </div>`;default:return f`<p class="empty soft" role="status">${e(`status.${t.status}`)}</p>`}}renderView(e,t){let n=this.context,{live:r}=this;switch(e){case`positions`:return this.renderPositions(n,t[0]===`closed`);case`position`:{let[e=``,i=``]=t.map(decodeURIComponent);return f`<tradehook-position
          .ctx=${n}
          .account=${e}
          .positionId=${i}
          .live=${r.positions?.get(i)}
        ></tradehook-position>`}case`builder`:return f`<tradehook-builder .ctx=${n} .accounts=${r.accounts??[]}></tradehook-builder>`;case`trades`:return f`<tradehook-trades .ctx=${n} .accounts=${r.accounts??[]}></tradehook-trades>`;case`signals`:return f`<tradehook-signals .ctx=${n} .signals=${r.signals} .accounts=${r.accounts??[]}></tradehook-signals>`;case`bot`:{let[e=``,i=``,a=``]=t.map(decodeURIComponent);return f`<tradehook-bot
          .ctx=${n}
          .accounts=${r.accounts??[]}
          .positions=${r.positions??new Map}
          .account=${e}
          .botId=${i}
          .tab=${a}
          .language=${this.hass.language}
          .signals=${r.signals}
        ></tradehook-bot>`}default:return f`<tradehook-overview .ctx=${n} .accounts=${r.accounts??[]}></tradehook-overview>`}}renderPositions(e,t){let{t:n,live:r}=this,i=r.positions??new Map;return f`<div class="segments" role="group" aria-label=${n(`history.which`)}>
        ${[`open`,`closed`].map(e=>f`<button
            aria-pressed=${String(t===(e===`closed`))}
            @click=${()=>this.go(e===`closed`?`/positions/closed`:`/positions`)}
          >
            ${n(`history.${e}`)}
          </button>`)}
      </div>
      ${t?f`<tradehook-history
            .ctx=${e}
            .accounts=${r.accounts??[]}
            .stamp=${[...i.keys()].join(` `)||`none`}
          ></tradehook-history>`:f`<tradehook-positions .ctx=${e} .positions=${i}></tradehook-positions>`}`}follow(e,t){e.ctrlKey||e.metaKey||e.shiftKey||(e.preventDefault(),this.go(t))}say(e){this.said=e,clearTimeout(this.quiet),this.quiet=setTimeout(()=>this.said=``,j)}focusMain(){this.renderRoot.querySelector(`main`)?.focus()}toggleMenu(){this.dispatchEvent(new CustomEvent(`hass-toggle-menu`,{bubbles:!0,composed:!0}))}static{this.styles=[d,p`
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
    `]}};e([o({type:Boolean})],N.prototype,`narrow`,void 0),e([o({attribute:!1})],N.prototype,`route`,void 0),e([c()],N.prototype,`said`,void 0),N=e([S(`tradehook-panel`)],N);export{N as Panel};