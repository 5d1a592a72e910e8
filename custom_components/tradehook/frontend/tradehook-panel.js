import{a as e,d as t,f as n,g as r,i,l as a,m as o,n as s,p as c,r as l,s as u,t as d,u as f,y as p}from"./chunks/styles.js";import{a as m,d as h,m as g,n as _,o as v,p as y,r as b}from"./chunks/popup-menu.js";import{i as x}from"./chunks/localize.js";import{i as S}from"./chunks/equity.js";import"./chunks/signals.js";import{t as C}from"./chunks/preload-helper.js";function w(e,t){let n=[...e],r=n.filter(({more:e})=>e).map(({rows:e})=>t(e.at(-1))).reduce((e,t)=>t>e?t:e,``);return n.flatMap(({rows:e})=>e).filter(e=>t(e)>=r).sort((e,n)=>t(e)<t(n)?1:t(e)>t(n)?-1:0)}function T(e,t){let n=[...e].filter(([,{more:e}])=>e),r=n.reduce((e,[,{rows:n}])=>{let r=t(n.at(-1));return r>e?r:e},``);return n.filter(([,{rows:e}])=>t(e.at(-1))===r).map(([e])=>e)}var E=50,D=class extends c{constructor(...e){super(...e),this.accounts=[],this.stamp=``,this.busy=!1,this.error=``,this.loadMore=async()=>{let{pages:e}=this;if(e&&!this.busy){this.busy=!0;try{let t=await Promise.all(T(e,O).map(t=>this.page(t,e.get(t)?.rows.at(-1)?.position_id)));if(e!==this.pages)return;let n=t.map(([t,{rows:n,more:r}])=>[t,{rows:[...e.get(t)?.rows??[],...n],more:r}]);this.pages=new Map([...e,...n])}catch(e){this.ctx.say(u(e))}finally{this.busy=!1}}}}willUpdate(e){e.has(`stamp`)&&this.load()}async load(){let{stamp:e}=this;try{let t=this.accounts.filter(e=>e.loaded),n=await Promise.all(t.map(({account:e})=>this.page(e)));if(e!==this.stamp)return;this.pages=new Map(n),this.error=``}catch(e){this.error=u(e)}}async page(e,t){let n=await this.ctx.api.history(e,E,t);return[e,{rows:n,more:n.length===E}]}render(){let{t:e,format:t}=this.ctx;if(this.error)return r`<p class="card empty error" role="alert">${this.error}</p>`;if(!this.pages)return r`<p class="empty soft" role="status">${e(`common.loading`)}</p>`;let n=[...this.pages.values()],i=w(n,O);return i.length?r`<ul class="card">
      ${i.map(n=>r`<li data-position=${n.position_id}>
          <span>
            <a href=${`/tradehook${m(n)}`} @click=${e=>this.show(e,n)}>${a(n.symbol)}</a>
            <span class="chip ${n.side===`long`?`profit`:`loss`}">${e(`side.${n.side}`)}</span>
            ${x(e,`status`,n.status)}
            <span class="soft small">
              ${e(`history.opened_closed`,{opened:t.time(n.opened_at),closed:t.time(n.closed_at)})} ·
              ${x(e,`close_reason`,n.close_reason)} · ${n.bot_name??e(`positions.removed_bot`)}
            </span>
          </span>
          <span class="number ${f(n.realized_profit)}">
            ${t.money(n.realized_profit,n.quote,!0)}
          </span>
        </li>`)}
    </ul>
      ${n.some(({more:e})=>e)?r`<p class="more">
            <button class="button outlined" ?disabled=${this.busy} @click=${this.loadMore}>
              ${e(this.busy?`common.working`:`history.more`)}
            </button>
          </p>`:o}`:r`<div class="card empty">
        <h2>${e(`history.none`)}</h2>
        <p class="soft">${e(`history.none_next`)}</p>
      </div>`}show(e,t){e.preventDefault(),this.ctx.go(m(t))}static{this.styles=[d,p`
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
    `]}};e([n({attribute:!1})],D.prototype,`ctx`,void 0),e([n({attribute:!1})],D.prototype,`accounts`,void 0),e([n()],D.prototype,`stamp`,void 0),e([t()],D.prototype,`pages`,void 0),e([t()],D.prototype,`busy`,void 0),e([t()],D.prototype,`error`,void 0),D=e([S(`tradehook-history`)],D);function O(e){return e.opened_at}var k=class extends c{constructor(...e){super(...e),this.accounts=[]}render(){let{t:e}=this.ctx;return this.accounts.length?r`<div class="grid">${this.accounts.map(e=>this.renderAccount(e))}</div>`:r`<div class="card empty">
        <h2>${e(`overview.none`)}</h2>
        <p class="soft">${e(`overview.none_next`)}</p>
        <a class="button" href="/config/integrations/integration/tradehook">
          ${e(`overview.to_integration`)}
        </a>
      </div>`}renderAccount(e){let{t,format:n}=this.ctx,i=(t,r=!1)=>n.money(t,e.currency,r);return r`<section class="card" aria-label=${e.name}>
      <header>
        <h2>${e.name}</h2>
        <span class="chip">${x(t,`account_type`,e.type)}</span>
        <span class="chip">${x(t,`market_type`,e.market_type)}</span>
        ${e.loaded&&!e.connected?r`<span class="chip loss">${t(`overview.disconnected`)}</span>`:o}
      </header>
      ${e.loaded?r`<div class="equity number">${i(e.equity)}</div>
            <tradehook-equity
              .ctx=${this.ctx}
              .entity=${e.equity_entity??``}
              .now=${e.equity??``}
            ></tradehook-equity>
            <dl>
              ${this.fact(`realized_profit_today`,i(e.realized_profit_today,!0),f(e.realized_profit_today))}
              ${this.fact(`realized_profit`,i(e.realized_profit,!0),f(e.realized_profit))}
              ${this.fact(`unrealized_profit`,i(e.unrealized_profit,!0),f(e.unrealized_profit))}
              ${this.fact(`invested`,i(e.invested))}
              ${this.fact(`free_balance`,i(e.free_balance))}
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
            ${e.bots.length?e.bots.map(t=>this.renderBot(e,t)):r`<p class="row soft">${t(`overview.no_bots`)}</p>`}`:r`<p class="row error">
            ${x(t,`account_state`,e.state)} ${e.problem??o}
          </p>`}
    </section>`}fact(e,t,n=``){return r`<div>
      <dt class="soft">${this.ctx.t(`overview.${e}`)}</dt>
      <dd class="number ${n}">${t}</dd>
    </div>`}renderBot(e,t){let{t:n,format:i}=this.ctx,a=n(`overview.bot_numbers`,{open:t.open_positions??0,trades:t.trades??0,wins:t.win_rate===null||t.win_rate===void 0?`–`:`${i.number(t.win_rate,0)} %`});return r`<div class="row" data-bot=${t.bot_id}>
      <span>
        <a href=${`/tradehook${_(e,t)}`} @click=${b(this.ctx,_(e,t))}>
          <b>${t.name}</b>
        </a>
        <span class="chip ${t.status===`running`?`profit`:t.status===`halted`?`loss`:``}">
          ${x(n,`bot_status`,t.status)}
        </span>
        <span class="soft small">${a}</span>
        ${t.reason?r`<span class="soft small">${x(n,`reason`,t.reason)}</span>`:o}
      </span>
      <button
        class="button ${t.on?`outlined`:``}"
        aria-label=${n(t.on?`overview.stop_bot`:`overview.start_bot`,{name:t.name})}
        @click=${()=>v(this.ctx,e,t)}
      >
        ${n(t.on?`overview.stop`:`overview.start`)}
      </button>
    </div>`}switchTrading(e){let{t,api:n}=this.ctx,r=!e.trading_enabled;this.ctx.ask({title:t(r?`overview.trading_start`:`overview.trading_stop`,{name:e.name}),text:t(r?`overview.trading_start_text`:`overview.trading_stop_text`),confirm:t(r?`overview.turn_on`:`overview.turn_off`),danger:!r,act:async()=>(await n.setTrading(e.account,r),t(r?`overview.trading_on`:`overview.trading_off`))})}static{this.styles=[d,p`
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
    `]}};e([n({attribute:!1})],k.prototype,`ctx`,void 0),e([n({attribute:!1})],k.prototype,`accounts`,void 0),k=e([s(`tradehook-overview`)],k);var A=5e3,j={bot:()=>C(()=>import(`./chunks/bot.js`),[]),builder:()=>C(()=>import(`./chunks/builder.js`),[]),position:()=>C(()=>import(`./chunks/position.js`),[]),trades:()=>C(()=>import(`./chunks/trades.js`),[])},M=class extends l{constructor(...e){super(...e),this.narrow=!1,this.said=``}render(){let{t:e}=this,[t=``,...n]=(this.route?.path||`/`).split(`/`).filter(Boolean);j[t]?.().catch(e=>console.error(`Tradehook: a part is missing`,e));let a=this.context,s={position:`positions`,bot:`overview`}[t];return r`<header>
        <div class="bar">
          ${s?r`<button class="icon-button back" aria-label=${e(`common.back`)} @click=${()=>this.go(`/${s}`)}>
                ${g(h)}
              </button>`:this.narrow||this.hass.dockedSidebar===`always_hidden`?r`<button class="icon-button" aria-label=${e(`common.menu`)} @click=${this.toggleMenu}>
                  ${g(y)}
                </button>`:o}
          <h1>Tradehook</h1>
        </div>
        <nav aria-label=${e(`common.views`)}>
          ${this.tabs.map(([n,a])=>r`<a
              href=${`${i}/${n}`}
              aria-current=${n===(s??(t||`overview`))?`page`:o}
              @click=${e=>this.follow(e,`/${n}`)}
              >${e(`tab.${a}`)}</a
            >`)}
        </nav>
      </header>
      <main tabindex="-1">${this.renderStatus()??this.renderView(t,n)}</main>
      <div class="said" role="status" ?data-shown=${!!this.said}>${this.said}</div>
      <tradehook-dialogs .ctx=${a} @tradehook-focus-lost=${this.focusMain}></tradehook-dialogs>`}get tabs(){return[[`overview`,`overview`],[`positions`,`positions`],[`signals`,`signals`],[`builder`,`builder`],[`trades`,`trades`]]}renderStatus(){let{t:e,live:t}=this;switch(t.status){case`ready`:return;case`outdated`:return r`<div class="card empty">
          <h2>${e(`status.outdated`)}</h2>
          <p class="soft">${e(`status.outdated_next`)}</p>
          <button class="button" @click=${()=>location.reload()}>${e(`status.reload`)}</button>
        </div>`;case`unavailable`:return r`<div class="card empty" role="status">
          <h2>${e(`status.unavailable`)}</h2>
          <p class="soft">${e(`status.unavailable_next`)}</p>
          <p class="soft">${t.problem}</p>
        </div>`;default:return r`<p class="empty soft" role="status">${e(`status.${t.status}`)}</p>`}}renderView(e,t){let n=this.context,{live:i}=this;switch(e){case`positions`:return this.renderPositions(n,t[0]===`closed`);case`position`:{let[e=``,a=``]=t.map(decodeURIComponent);return r`<tradehook-position
          .ctx=${n}
          .account=${e}
          .positionId=${a}
          .live=${i.positions?.get(a)}
        ></tradehook-position>`}case`builder`:return r`<tradehook-builder .ctx=${n} .accounts=${i.accounts??[]}></tradehook-builder>`;case`trades`:return r`<tradehook-trades .ctx=${n} .accounts=${i.accounts??[]}></tradehook-trades>`;case`signals`:return r`<tradehook-signals .ctx=${n} .signals=${i.signals} .accounts=${i.accounts??[]}></tradehook-signals>`;case`bot`:{let[e=``,a=``,o=``]=t.map(decodeURIComponent);return r`<tradehook-bot
          .ctx=${n}
          .accounts=${i.accounts??[]}
          .positions=${i.positions??new Map}
          .account=${e}
          .botId=${a}
          .tab=${o}
          .language=${this.hass.language}
          .signals=${i.signals}
        ></tradehook-bot>`}default:return r`<tradehook-overview .ctx=${n} .accounts=${i.accounts??[]}></tradehook-overview>`}}renderPositions(e,t){let{t:n,live:i}=this,a=i.positions??new Map;return r`<div class="segments" role="group" aria-label=${n(`history.which`)}>
        ${[`open`,`closed`].map(e=>r`<button
            aria-pressed=${String(t===(e===`closed`))}
            @click=${()=>this.go(e===`closed`?`/positions/closed`:`/positions`)}
          >
            ${n(`history.${e}`)}
          </button>`)}
      </div>
      ${t?r`<tradehook-history
            .ctx=${e}
            .accounts=${i.accounts??[]}
            .stamp=${[...a.keys()].join(` `)||`none`}
          ></tradehook-history>`:r`<tradehook-positions .ctx=${e} .positions=${a}></tradehook-positions>`}`}follow(e,t){e.ctrlKey||e.metaKey||e.shiftKey||(e.preventDefault(),this.go(t))}say(e){this.said=e,clearTimeout(this.quiet),this.quiet=setTimeout(()=>this.said=``,A)}focusMain(){this.renderRoot.querySelector(`main`)?.focus()}toggleMenu(){this.dispatchEvent(new CustomEvent(`hass-toggle-menu`,{bubbles:!0,composed:!0}))}static{this.styles=[d,p`
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
    `]}};e([n({type:Boolean})],M.prototype,`narrow`,void 0),e([n({attribute:!1})],M.prototype,`route`,void 0),e([t()],M.prototype,`said`,void 0),M=e([S(`tradehook-panel`)],M);export{M as Panel};