import{b as e,c as t,g as n,h as r,m as i,n as a,p as o,r as s,t as c,v as l,x as u}from"./chunks/styles.js";import{n as d,t as f}from"./chunks/directive.js";import{d as p,f as m,l as h,p as g}from"./chunks/position-row.js";import{t as _}from"./chunks/custom-element.js";import{n as v,t as y}from"./chunks/live-host.js";import{n as b,r as x,s as S}from"./chunks/actions.js";import{i as C}from"./chunks/localize.js";import{i as w,n as T,r as E,t as D}from"./chunks/equity-history.js";import{n as O,t as k}from"./chunks/periods.js";import{t as A}from"./chunks/choose.js";import{n as j}from"./chunks/purse.js";import"./chunks/signals.js";var M=f(class extends d{constructor(){super(...arguments),this.key=n}render(e,t){return this.key=e,t}update(e,[t,n]){return t!==this.key&&(g(e),this.key=t),n}}),N=400,P=96,F=class extends r{constructor(...e){super(...e),this.entity=``,this.now=``,this.currency=``,this.points=[],this.period=`day`,this.point=e=>{let{points:t}=this,[n]=t,r=t.at(-1);if(!n||!r)return;let i=e.currentTarget.getBoundingClientRect(),a=n[0]+(e.clientX-i.left)/i.width*(r[0]-n[0]),o=t.findIndex(([e])=>e>=a);this.chosen=o<0?t.length-1:o},this.move=e=>{this.chosen=A(e,this.chosen,this.points.length-1)??this.chosen}}willUpdate(e){e.has(`entity`)&&this.entity&&this.load(),e.has(`now`)&&this.now&&(this.points=T(this.points,[Date.now(),Number(this.now)]))}async load(){let{entity:e,period:t}=this;try{let n=await D(this.ctx.api,e,t);e===this.entity&&t===this.period&&(this.points=E(n,this.points))}catch{}}choose(e){this.period=e,this.chosen=void 0,this.points=this.points.slice(-1),this.entity&&this.load()}render(){let{t:e}=this.ctx;return l`<div class="segments" role="group" aria-label=${e(`equity.period`)}>
        ${k.map(t=>l`<button
            aria-pressed=${String(t===this.period)}
            aria-label=${e(`equity.${t}`)}
            @click=${()=>this.choose(t)}
          >
            ${e(`equity.${t}_short`)}
          </button>`)}
      </div>
      ${this.renderLine()}`}renderLine(){let{points:t,period:r}=this,i=w(t,N,P),[a]=t,o=t.at(-1);if(!i||!a||!o)return n;let{t:s,format:c}=this.ctx,u=t.map(([,e])=>e),[d,f]=[Math.min(...u),Math.max(...u)],p=s(`equity.curve`,{period:s(`equity.${r}`),low:c.number(d,2),high:c.number(f,2)}),m=r===`day`,h=c.times(m?{timeStyle:`short`}:{day:`numeric`,month:`short`}),g=c.times({dateStyle:`medium`,timeStyle:`short`}),_=this.chosen===void 0?void 0:t[this.chosen],v=_?(_[0]-a[0])/(o[0]-a[0])*N:0;return l`<div class="plot">
        <svg
          viewBox="0 0 ${N} ${P}"
          preserveAspectRatio="none"
          role="img"
          aria-label=${p}
          tabindex="0"
          @pointermove=${this.point}
          @pointerdown=${this.point}
          @pointerleave=${e=>e.pointerType===`mouse`&&(this.chosen=void 0)}
          @keydown=${this.move}
        >
          ${e`<path d=${i}></path>`} ${_?e`<line x1=${v} x2=${v} y1="0" y2=${P}></line>`:n}
        </svg>
        <div class="scale soft" aria-hidden="true"><span>${c.number(f,2)}</span>${f>d?l`<span>${c.number(d,2)}</span>`:n}</div>
      </div>
      <div class="times soft" aria-live="polite">
        ${_?l`<span>${g(new Date(_[0]))}</span><b class="number">${c.money(_[1].toFixed(8),this.currency)}</b>`:l`<span>${h(new Date(a[0]))}</span><span>${h(new Date(o[0]))}</span>`}
      </div>`}static{this.styles=[c,u`
      :host {
        display: block;
        padding: 8px 16px 0;
      }
      .segments button {
        min-height: 32px;
        padding: 2px 12px;
      }
      .segments button + button {
        border-inline-start: 0;
      }
      .plot {
        direction: ltr;
        display: flex;
        gap: 8px;
      }
      svg {
        display: block;
        height: ${P}px;
        flex: 1;
        margin-top: 8px;
        min-width: 0;
        touch-action: pan-y;
      }
      path {
        fill: none;
        stroke: var(--primary-color);
        stroke-width: 2;
        vector-effect: non-scaling-stroke;
      }
      line {
        stroke: var(--th-soft);
        vector-effect: non-scaling-stroke;
      }
      .scale {
        align-items: end;
        display: flex;
        flex-direction: column;
        font-size: 12px;
        justify-content: space-between;
        margin-top: 4px;
      }
      .times {
        direction: ltr;
        display: flex;
        font-size: 12px;
        justify-content: space-between;
        margin-top: 4px;
      }
    `]}};s([i({attribute:!1})],F.prototype,`ctx`,void 0),s([i()],F.prototype,`entity`,void 0),s([i()],F.prototype,`now`,void 0),s([i()],F.prototype,`currency`,void 0),s([o()],F.prototype,`points`,void 0),s([o()],F.prototype,`period`,void 0),s([o()],F.prototype,`chosen`,void 0),F=s([a(`tradehook-equity`)],F);var I=e=>e.trading_lock?`overview.locked_${e.trading_lock}`:e.trading_enabled?`overview.trading_on`:`overview.trading_off`,L=class extends r{constructor(...e){super(...e),this.accounts=[]}render(){let{t:e,admin:t}=this.ctx;return this.accounts.length?l`<div class="grid">${this.accounts.map(e=>this.renderAccount(e))}</div>
      ${t?l`<button class="button outlined add" @click=${()=>this.ctx.go(`/setup/account`)}>
              ${e(`setup.add_account`)}
            </button>
            <tradehook-unowned .ctx=${this.ctx} .accounts=${this.accounts}></tradehook-unowned>`:l`<p class="soft add" data-look-only>${e(`status.look_only`)}</p>`}`:l`<div class="card empty">
        <h2>${e(`overview.none`)}</h2>
        ${t?l`<p class="soft">${e(`overview.none_next`)}</p>
              <button class="button" @click=${()=>this.ctx.go(`/setup/account`)}>${e(`setup.add_account`)}</button>`:l`<p class="soft">${e(`status.look_only`)}</p>`}
      </div>`}firstUpdated(){this.ctx.admin&&O(()=>import(`./chunks/unowned.js`),[])}renderAccount(e){let{t:r,format:i,admin:a}=this.ctx,o=(t,n=!1)=>i.money(t,e.currency,n);return l`<section class="card" aria-label=${e.name}>
      <header>
        <h2>${e.name}</h2>
        <span class="chip">${C(r,`account_type`,e.type)}</span>
        <span class="chip">${C(r,`market_type`,e.market_type)}</span>
        ${e.loaded&&!e.connected?l`<span class="chip loss">${r(`overview.disconnected`)}</span>`:n}
      </header>
      ${e.loaded?l`<div class="equity">
              <span class="soft">${r(`overview.equity`)}</span>
              <span class="number" data-equity>${o(e.equity)}</span>
            </div>
            <tradehook-equity
              .ctx=${this.ctx}
              .entity=${e.equity_entity??``}
              .now=${e.equity??``}
              .currency=${e.currency}
            ></tradehook-equity>
            <dl>
              ${this.fact(`realized_profit_today`,o(e.realized_profit_today,!0),t(e.realized_profit_today))}
              ${this.fact(`realized_profit`,o(e.realized_profit,!0),t(e.realized_profit))}
              ${this.fact(`unrealized_profit`,o(e.unrealized_profit,!0),t(e.unrealized_profit))}
              ${this.fact(`invested`,o(e.invested))}
              ${this.fact(`free_balance`,o(e.free_balance))}
              ${this.fact(e.market_type===`spot`?`reserved_spot`:`reserved_linear`,o(e.reserved_balance))}
              ${e.type===`live`?this.fact(`everything_else`,o(e.everything_else,!0)):n}
              ${this.fact(`exposure`,o(e.exposure))}
              ${this.fact(`open_risk`,o(e.open_risk))}
              ${this.fact(`open_positions`,String(e.open_positions??0))}
            </dl>
            <div class="row">
              <span>
                <b>${r(`overview.trading`)}</b>
                <span class="soft small">
                  ${r(I(e))}
                </span>
              </span>
              ${a?l`<button
                    class="button ${e.trading_enabled?`outlined`:``}"
                    @click=${()=>this.switchTrading(e)}
                  >
                    ${r(e.trading_enabled?`overview.turn_off`:`overview.turn_on`)}
                  </button>`:n}
            </div>
            ${e.bots.some(e=>!e.manual)?n:l`<p class="row soft">${r(`overview.no_bots`)}</p>`}
            ${e.bots.map(t=>this.renderBot(e,t))}
            ${a?l`<div class="row">
                  <button class="button plain" @click=${()=>this.ctx.go(`/setup/bot/${e.account}`)}>
                    ${r(`setup.add_bot`)}
                  </button>
                </div>`:n}
            ${a&&this.isNew(e)?l`<tradehook-checklist .ctx=${this.ctx} .account=${e}></tradehook-checklist>`:n}`:l`<p class="row error">
            ${C(r,`account_state`,e.state)} ${e.problem??n}
          </p>`}
    </section>`}isNew(e){let t=e.bots.some(e=>!e.manual)&&!e.open_positions&&!e.bots.some(({trades:e,open_positions:t})=>!!(e||t));return t&&O(()=>import(`./chunks/checklist.js`),[]),t}fact(e,t,n=``){return l`<div>
      <dt class="soft">${this.ctx.t(`overview.${e}`)}</dt>
      <dd class="number ${n}">${t}</dd>
    </div>`}renderBot(e,t){let{t:r,format:i}=this.ctx,a=r(`overview.bot_numbers`,{open:t.open_positions??0,trades:t.trades??0,wins:t.win_rate===null||t.win_rate===void 0?`–`:`${i.number(t.win_rate,0)} %`});return l`<div class="row" data-bot=${t.bot_id}>
      <span>
        <a href=${`/tradehook${b(e,t)}`} @click=${x(this.ctx,b(e,t))}
          ><b>${t.name}</b></a
        >
        <span class="chip ${t.status===`running`?`profit`:t.status===`halted`?`loss`:``}">
          ${C(r,`bot_status`,t.status)}
        </span>
        <span class="soft small">${a}</span>
        ${t.reason?l`<span class="soft small">${C(r,`reason`,t.reason)}</span>`:n}
      </span>
      ${this.ctx.admin?l`<button
            class="button ${t.on?`outlined`:``}"
            aria-label=${r(t.on?`overview.stop_bot`:`overview.start_bot`,{name:t.name})}
            @click=${()=>S(this.ctx,e,t)}
          >
            ${r(t.on?`overview.stop`:`overview.start`)}
          </button>`:n}
    </div>`}switchTrading(e){let{t,api:n}=this.ctx,r=!e.trading_enabled;this.ctx.ask({title:t(r?`overview.trading_start`:`overview.trading_stop`,{name:e.name}),purse:j(e),text:t(r?`overview.trading_start_text`:`overview.trading_stop_text`),confirm:t(r?`overview.turn_on`:`overview.turn_off`),danger:!r,act:async()=>(await n.setTrading(e.account,r),t(r?`overview.trading_on`:`overview.trading_off`))})}static{this.styles=[c,u`
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
        padding: 8px 16px 0;
      }
      .equity span {
        display: block;
        font-size: 12px;
      }
      .equity .number {
        font-size: 28px;
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
      .add {
        margin-top: 16px;
      }
      .empty .button {
        display: inline-block;
      }
    `]}};s([i({attribute:!1})],L.prototype,`ctx`,void 0),s([i({attribute:!1})],L.prototype,`accounts`,void 0),L=s([a(`tradehook-overview`)],L);var R=5e3,z=new Set([`ticket`,`signals`,`groups`,`builder`,`setup`]),B={bot:()=>O(()=>import(`./chunks/bot.js`),[]),builder:()=>O(()=>import(`./chunks/builder.js`),[]),groups:()=>O(()=>import(`./chunks/groups.js`),[]),history:()=>O(()=>import(`./chunks/history.js`),[]),position:()=>O(()=>import(`./chunks/position.js`),[]),positions:()=>O(()=>import(`./chunks/unowned.js`),[]),results:()=>O(()=>import(`./chunks/results.js`),[]),setup:()=>O(()=>import(`./chunks/setup.js`),[]),ticket:()=>O(()=>import(`./chunks/ticket.js`),[]),trades:()=>O(()=>import(`./chunks/trades.js`),[])},V=class extends y{constructor(...e){super(...e),this.narrow=!1,this.said=``,this.widths=new ResizeObserver(()=>this.showTab())}render(){let{t:e}=this,[t=``,...r]=(this.route?.path||`/`).split(`/`).filter(Boolean),i=t===`positions`&&r[0]&&r[0]!==`closed`?`position`:t;B[i===`positions`&&r[0]===`closed`?`history`:i]?.().catch(e=>console.error(`Tradehook: a part is missing`,e));let a=this.context,o={position:`positions`,bot:`overview`,setup:r[0]===`group`?`groups`:`overview`}[i];return l`<header>
        <div class="bar">
          ${o?l`<button class="icon-button back" aria-label=${e(`common.back`)} @click=${()=>this.go(`/${o}`)}>
                ${m(h)}
              </button>`:this.narrow||this.hass.dockedSidebar===`always_hidden`?l`<button class="icon-button" aria-label=${e(`common.menu`)} @click=${this.toggleMenu}>
                  ${m(p)}
                </button>`:n}
          <h1>Tradehook</h1>
        </div>
        <nav aria-label=${e(`common.views`)} @scroll=${this.fade}>
          ${this.tabs.map(r=>l`<a
              href=${`${v}/${r}`}
              aria-current=${r===(o??(t||`overview`))?`page`:n}
              @click=${e=>this.follow(e,`/${r}`)}
              >${e(`tab.${r}`)}</a
            >`)}
        </nav>
      </header>
      <main tabindex="-1">
        ${this.renderStale()} ${this.renderStatus()??this.renderView(t,r)}
      </main>
      <div class="said" role="status" ?data-shown=${!!this.said}>${this.said}</div>
      <tradehook-dialogs .ctx=${a} .news=${this.news} @tradehook-focus-lost=${this.focusMain}></tradehook-dialogs>`}firstUpdated(){this.widths.observe(this)}connectedCallback(){super.connectedCallback(),this.hasUpdated&&this.widths.observe(this)}disconnectedCallback(){super.disconnectedCallback(),this.widths.disconnect()}updated(){let e=this.nav?.querySelector(`[aria-current]`);e!==this.tab&&(this.tab=e,this.showTab())}get nav(){return this.renderRoot.querySelector(`nav`)}showTab(){let{nav:e,tab:t}=this;if(!e||!t)return;let[n,r]=[e.getBoundingClientRect(),t.getBoundingClientRect()];e.scrollBy({left:r.left+r.width/2-n.left-n.width/2}),this.fade()}fade(){let{nav:e}=this;if(!e)return;let t=Math.abs(e.scrollLeft);e.toggleAttribute(`data-before`,t>1),e.toggleAttribute(`data-after`,t<e.scrollWidth-e.clientWidth-1)}get tabs(){return[`overview`,`positions`,`ticket`,`signals`,`groups`,`builder`,`results`,`trades`].filter(e=>this.context.admin||!z.has(e))}renderStatus(){let{t:e,live:t}=this;if(!t.stale)switch(t.status){case`ready`:return;case`outdated`:return l`<div class="card empty">
          <h2>${e(`status.outdated`)}</h2>
          <p class="soft">${e(`status.outdated_next`)}</p>
          <button class="button" @click=${()=>location.reload()}>${e(`status.reload`)}</button>
        </div>`;case`unavailable`:return l`<div class="card empty" role="status">
          <h2>${e(`status.unavailable`)}</h2>
          <p class="soft">${e(`status.unavailable_next`)}</p>
          <p class="soft">${t.problem}</p>
        </div>`;default:return l`<p class="empty soft" role="status">${e(`status.${t.status}`)}</p>`}}renderView(e,t){let n=this.context,{live:r}=this;if(!n.admin&&z.has(e))return l`<p class="empty soft">${this.t(`status.only_admins`)}</p>`;switch(e){case`positions`:return t[0]&&t[0]!==`closed`?this.renderPosition(n,``,H(t[0])):this.renderPositions(n,t[0]===`closed`);case`position`:return this.renderPosition(n,H(t[0]),H(t[1]));case`setup`:return l`<tradehook-setup
          .ctx=${n}
          .hass=${this.hass}
          .accounts=${r.accounts??[]}
          .parts=${t.map(decodeURIComponent)}
        ></tradehook-setup>`;case`ticket`:return l`<tradehook-ticket .ctx=${n} .accounts=${r.accounts??[]}></tradehook-ticket>`;case`builder`:return l`<tradehook-builder .ctx=${n} .accounts=${r.accounts??[]}></tradehook-builder>`;case`results`:return this.anew(l`<tradehook-results .ctx=${n} .accounts=${r.accounts??[]} .stamp=${this.booked}></tradehook-results>`);case`trades`:return this.anew(l`<tradehook-trades .ctx=${n} .accounts=${r.accounts??[]} .stamp=${this.booked}></tradehook-trades>`);case`groups`:return this.anew(l`<tradehook-groups .ctx=${n} .hass=${this.hass} .shown=${H(t[0])}></tradehook-groups>`);case`signals`:return l`<tradehook-signals .ctx=${n} .signals=${r.signals} .accounts=${r.accounts??[]}></tradehook-signals>`;case`bot`:{let[e=``,i=``,a=``]=t.map(H);return this.anew(l`<tradehook-bot
          .ctx=${n}
          .accounts=${r.accounts??[]}
          .positions=${r.positions??new Map}
          .account=${e}
          .botId=${i}
          .tab=${a}
          .language=${this.hass.language}
          .signals=${r.signals}
        ></tradehook-bot>`)}default:return l`<tradehook-overview .ctx=${n} .accounts=${r.accounts??[]}></tradehook-overview>`}}anew(e){return M(this.live.generation,e)}renderPosition(e,t,n){let{live:r}=this;return this.anew(l`<tradehook-position
      .ctx=${e}
      .account=${t}
      .accounts=${r.accounts??[]}
      .positionId=${n}
      .live=${r.positions?.get(n)}
    ></tradehook-position>`)}get booked(){return(this.live.accounts??[]).map(e=>`${e.account} ${e.realized_profit} ${e.invested}`).join()||`none`}renderPositions(e,t){let{t:r,live:i}=this,a=i.positions??new Map;return l`<div class="segments" role="group" aria-label=${r(`history.which`)}>
        ${[`open`,`closed`].map(e=>l`<button
            aria-pressed=${String(t===(e===`closed`))}
            @click=${()=>this.go(e===`closed`?`/positions/closed`:`/positions`)}
          >
            ${r(`history.${e}`)}
          </button>`)}
      </div>
      ${t?this.anew(l`<tradehook-history
            .ctx=${e}
            .accounts=${i.accounts??[]}
            .stamp=${[...a.keys()].join(` `)||`none`}
          ></tradehook-history>`):l`<tradehook-positions .ctx=${e} .positions=${a}></tradehook-positions>
            ${e.admin?l`<tradehook-unowned .ctx=${e} .accounts=${i.accounts??[]}></tradehook-unowned>`:n}`}`}follow(e,t){e.ctrlKey||e.metaKey||e.shiftKey||(e.preventDefault(),this.go(t))}say(e){this.said=e,clearTimeout(this.quiet),this.quiet=setTimeout(()=>this.said=``,R)}focusMain(){this.renderRoot.querySelector(`main`)?.focus()}toggleMenu(){this.dispatchEvent(new CustomEvent(`hass-toggle-menu`,{bubbles:!0,composed:!0}))}static{this.styles=[c,u`
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
    `]}};s([i({type:Boolean})],V.prototype,`narrow`,void 0),s([i({attribute:!1})],V.prototype,`route`,void 0),s([o()],V.prototype,`said`,void 0),V=s([_(`tradehook-panel`)],V);function H(e=``){try{return decodeURIComponent(e)}catch{return e}}export{V as Panel};