import{_ as e,b as t,c as n,f as r,h as i,m as a,n as o,p as s,r as c,t as l,y as u}from"./chunks/styles.js";import{n as d,t as f}from"./chunks/directive.js";import{d as p,f as m,l as h,p as g}from"./chunks/position-row.js";import{t as _}from"./chunks/custom-element.js";import{n as v,t as y}from"./chunks/live-host.js";import{n as b,r as x,s as S}from"./chunks/actions.js";import{i as C}from"./chunks/localize.js";import{i as w,n as T,r as E,t as D}from"./chunks/equity-history.js";import{n as O,t as k}from"./chunks/periods.js";import{t as A}from"./chunks/choose.js";import{n as j}from"./chunks/purse.js";import"./chunks/signals.js";var M=f(class extends d{constructor(){super(...arguments),this.key=i}render(e,t){return this.key=e,t}update(e,[t,n]){return t!==this.key&&(g(e),this.key=t),n}}),N=400,P=96,F=class extends a{constructor(...e){super(...e),this.entity=``,this.now=``,this.currency=``,this.points=[],this.period=`day`,this.point=e=>{let{points:t}=this,[n]=t,r=t.at(-1);if(!n||!r)return;let i=e.currentTarget.getBoundingClientRect(),a=n[0]+(e.clientX-i.left)/i.width*(r[0]-n[0]),o=t.findIndex(([e])=>e>=a);this.chosen=o<0?t.length-1:o},this.move=e=>{this.chosen=A(e,this.chosen,this.points.length-1)??this.chosen}}willUpdate(e){e.has(`entity`)&&this.entity&&this.load(),e.has(`now`)&&this.now&&(this.points=T(this.points,[Date.now(),Number(this.now)]))}async load(){let{entity:e,period:t}=this;try{let n=await D(this.ctx.api,e,t);e===this.entity&&t===this.period&&(this.points=E(n,this.points))}catch{}}choose(e){this.period=e,this.chosen=void 0,this.points=this.points.slice(-1),this.entity&&this.load()}render(){let{t}=this.ctx;return e`<div class="segments" role="group" aria-label=${t(`equity.period`)}>
        ${k.map(n=>e`<button
            aria-pressed=${String(n===this.period)}
            aria-label=${t(`equity.${n}`)}
            @click=${()=>this.choose(n)}
          >
            ${t(`equity.${n}_short`)}
          </button>`)}
      </div>
      ${this.renderLine()}`}renderLine(){let{points:t,period:n}=this,r=w(t,N,P),[a]=t,o=t.at(-1);if(!r||!a||!o)return i;let{t:s,format:c}=this.ctx,l=t.map(([,e])=>e),[d,f]=[Math.min(...l),Math.max(...l)],p=s(`equity.curve`,{period:s(`equity.${n}`),low:c.number(d,2),high:c.number(f,2)}),m=n===`day`,h=c.times(m?{timeStyle:`short`}:{day:`numeric`,month:`short`}),g=c.times({dateStyle:`medium`,timeStyle:`short`}),_=this.chosen===void 0?void 0:t[this.chosen],v=_?(_[0]-a[0])/(o[0]-a[0])*N:0;return e`<div class="plot">
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
          ${u`<path d=${r}></path>`} ${_?u`<line x1=${v} x2=${v} y1="0" y2=${P}></line>`:i}
        </svg>
        <div class="scale soft" aria-hidden="true"><span>${c.number(f,2)}</span>${f>d?e`<span>${c.number(d,2)}</span>`:i}</div>
      </div>
      <div class="times soft" aria-live="polite">
        ${_?e`<span>${g(new Date(_[0]))}</span><b class="number">${c.money(_[1].toFixed(8),this.currency)}</b>`:e`<span>${h(new Date(a[0]))}</span><span>${h(new Date(o[0]))}</span>`}
      </div>`}static{this.styles=[l,t`
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
    `]}};c([s({attribute:!1})],F.prototype,`ctx`,void 0),c([s()],F.prototype,`entity`,void 0),c([s()],F.prototype,`now`,void 0),c([s()],F.prototype,`currency`,void 0),c([r()],F.prototype,`points`,void 0),c([r()],F.prototype,`period`,void 0),c([r()],F.prototype,`chosen`,void 0),F=c([o(`tradehook-equity`)],F);var I=e=>e.trading_lock?`overview.locked_${e.trading_lock}`:e.trading_enabled?`overview.trading_on`:`overview.trading_off`,L=class extends a{constructor(...e){super(...e),this.accounts=[]}render(){let{t,admin:n}=this.ctx;return this.accounts.length?e`<div class="grid">${this.accounts.map(e=>this.renderAccount(e))}</div>
      ${n?e`<button class="button outlined add" @click=${()=>this.ctx.go(`/setup/account`)}>
              ${t(`setup.add_account`)}
            </button>
            <tradehook-unowned .ctx=${this.ctx} .accounts=${this.accounts}></tradehook-unowned>`:e`<p class="soft add" data-look-only>${t(`status.look_only`)}</p>`}`:e`<div class="card empty">
        <h2>${t(`overview.none`)}</h2>
        ${n?e`<p class="soft">${t(`overview.none_next`)}</p>
              <button class="button" @click=${()=>this.ctx.go(`/setup/account`)}>${t(`setup.add_account`)}</button>`:e`<p class="soft">${t(`status.look_only`)}</p>`}
      </div>`}firstUpdated(){this.ctx.admin&&O(()=>import(`./chunks/unowned.js`),[])}renderAccount(t){let{t:r,format:a,admin:o}=this.ctx,s=(e,n=!1)=>a.money(e,t.currency,n);return e`<section class="card" aria-label=${t.name}>
      <header>
        <h2>${t.name}</h2>
        <span class="chip">${C(r,`account_type`,t.type)}</span>
        <span class="chip">${C(r,`market_type`,t.market_type)}</span>
        ${t.loaded&&!t.connected?e`<span class="chip loss">${r(`overview.disconnected`)}</span>`:i}
      </header>
      ${t.loaded?e`<div class="equity">
              <span class="soft">${r(`overview.equity`)}</span>
              <span class="number" data-equity>${s(t.equity)}</span>
            </div>
            <tradehook-equity
              .ctx=${this.ctx}
              .entity=${t.equity_entity??``}
              .now=${t.equity??``}
              .currency=${t.currency}
            ></tradehook-equity>
            <dl>
              ${this.fact(`realized_profit_today`,s(t.realized_profit_today,!0),n(t.realized_profit_today))}
              ${this.fact(`realized_profit`,s(t.realized_profit,!0),n(t.realized_profit))}
              ${this.fact(`unrealized_profit`,s(t.unrealized_profit,!0),n(t.unrealized_profit))}
              ${this.fact(`invested`,s(t.invested))}
              ${this.fact(`free_balance`,s(t.free_balance))}
              ${this.fact(t.market_type===`spot`?`reserved_spot`:`reserved_linear`,s(t.reserved_balance))}
              ${t.type===`live`?this.fact(`everything_else`,s(t.everything_else,!0)):i}
              ${this.fact(`exposure`,s(t.exposure))}
              ${this.fact(`open_risk`,s(t.open_risk))}
              ${this.fact(`open_positions`,String(t.open_positions??0))}
            </dl>
            <div class="row">
              <span>
                <b>${r(`overview.trading`)}</b>
                <span class="soft small">
                  ${r(I(t))}
                </span>
              </span>
              ${o?e`<button
                    class="button ${t.trading_enabled?`outlined`:``}"
                    @click=${()=>this.switchTrading(t)}
                  >
                    ${r(t.trading_enabled?`overview.turn_off`:`overview.turn_on`)}
                  </button>`:i}
            </div>
            ${t.bots.some(e=>!e.manual)?i:e`<p class="row soft">${r(`overview.no_bots`)}</p>`}
            ${t.bots.map(e=>this.renderBot(t,e))}
            ${o?e`<div class="row">
                  <button class="button plain" @click=${()=>this.ctx.go(`/setup/bot/${t.account}`)}>
                    ${r(`setup.add_bot`)}
                  </button>
                </div>`:i}
            ${o&&this.isNew(t)?e`<tradehook-checklist .ctx=${this.ctx} .account=${t}></tradehook-checklist>`:i}`:e`<p class="row error">
            ${C(r,`account_state`,t.state)} ${t.problem??i}
          </p>`}
    </section>`}isNew(e){let t=e.bots.some(e=>!e.manual)&&!e.open_positions&&!e.bots.some(({trades:e,open_positions:t})=>!!(e||t));return t&&O(()=>import(`./chunks/checklist.js`),[]),t}fact(t,n,r=``){return e`<div>
      <dt class="soft">${this.ctx.t(`overview.${t}`)}</dt>
      <dd class="number ${r}">${n}</dd>
    </div>`}renderBot(t,n){let{t:r,format:a}=this.ctx,o=r(`overview.bot_numbers`,{open:n.open_positions??0,trades:n.trades??0,wins:n.win_rate===null||n.win_rate===void 0?`–`:`${a.number(n.win_rate,0)} %`});return e`<div class="row" data-bot=${n.bot_id}>
      <span>
        <a href=${`/tradehook${b(t,n)}`} @click=${x(this.ctx,b(t,n))}
          ><b>${n.name}</b></a
        >
        <span class="chip ${n.status===`running`?`profit`:n.status===`halted`?`loss`:``}">
          ${C(r,`bot_status`,n.status)}
        </span>
        <span class="soft small">${o}</span>
        ${n.reason?e`<span class="soft small">${C(r,`reason`,n.reason)}</span>`:i}
      </span>
      ${this.ctx.admin?e`<button
            class="button ${n.on?`outlined`:``}"
            aria-label=${r(n.on?`overview.stop_bot`:`overview.start_bot`,{name:n.name})}
            @click=${()=>S(this.ctx,t,n)}
          >
            ${r(n.on?`overview.stop`:`overview.start`)}
          </button>`:i}
    </div>`}switchTrading(e){let{t,api:n}=this.ctx,r=!e.trading_enabled;this.ctx.ask({title:t(r?`overview.trading_start`:`overview.trading_stop`,{name:e.name}),purse:j(e),text:t(r?`overview.trading_start_text`:`overview.trading_stop_text`),confirm:t(r?`overview.turn_on`:`overview.turn_off`),danger:!r,act:async()=>(await n.setTrading(e.account,r),t(r?`overview.trading_on`:`overview.trading_off`))})}static{this.styles=[l,t`
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
    `]}};c([s({attribute:!1})],L.prototype,`ctx`,void 0),c([s({attribute:!1})],L.prototype,`accounts`,void 0),L=c([o(`tradehook-overview`)],L);var R=5e3,z=new Set([`ticket`,`signals`,`groups`,`builder`,`setup`]),B={bot:()=>O(()=>import(`./chunks/bot.js`),[]),builder:()=>O(()=>import(`./chunks/builder.js`),[]),groups:()=>O(()=>import(`./chunks/groups.js`),[]),history:()=>O(()=>import(`./chunks/history.js`),[]),position:()=>O(()=>import(`./chunks/position.js`),[]),positions:()=>O(()=>import(`./chunks/unowned.js`),[]),results:()=>O(()=>import(`./chunks/results.js`),[]),setup:()=>O(()=>import(`./chunks/setup.js`),[]),ticket:()=>O(()=>import(`./chunks/ticket.js`),[]),trades:()=>O(()=>import(`./chunks/trades.js`),[])},V=class extends y{constructor(...e){super(...e),this.narrow=!1,this.said=``,this.widths=new ResizeObserver(()=>this.showTab())}render(){let{t}=this,[n=``,...r]=(this.route?.path||`/`).split(`/`).filter(Boolean),a=n===`positions`&&r[0]&&r[0]!==`closed`?`position`:n;B[a===`positions`&&r[0]===`closed`?`history`:a]?.().catch(e=>console.error(`Tradehook: a part is missing`,e));let o=this.context,s={position:`positions`,bot:`overview`,setup:r[0]===`group`?`groups`:`overview`}[a];return e`<header>
        <div class="bar">
          ${s?e`<button class="icon-button back" aria-label=${t(`common.back`)} @click=${()=>this.go(`/${s}`)}>
                ${m(h)}
              </button>`:this.narrow||this.hass.dockedSidebar===`always_hidden`?e`<button class="icon-button" aria-label=${t(`common.menu`)} @click=${this.toggleMenu}>
                  ${m(p)}
                </button>`:i}
          <h1>Tradehook</h1>
        </div>
        <nav aria-label=${t(`common.views`)} @scroll=${this.fade}>
          ${this.tabs.map(r=>e`<a
              href=${`${v}/${r}`}
              aria-current=${r===(s??(n||`overview`))?`page`:i}
              @click=${e=>this.follow(e,`/${r}`)}
              >${t(`tab.${r}`)}</a
            >`)}
        </nav>
      </header>
      <main tabindex="-1">
        ${this.renderStale()} ${this.renderStatus()??this.renderView(n,r)}
      </main>
      <div class="said" role="status" ?data-shown=${!!this.said}>${this.said}</div>
      <tradehook-dialogs .ctx=${o} .news=${this.news} @tradehook-focus-lost=${this.focusMain}></tradehook-dialogs>`}firstUpdated(){this.widths.observe(this)}connectedCallback(){super.connectedCallback(),this.hasUpdated&&this.widths.observe(this)}disconnectedCallback(){super.disconnectedCallback(),this.widths.disconnect()}updated(){let e=this.nav?.querySelector(`[aria-current]`);e!==this.tab&&(this.tab=e,this.showTab())}get nav(){return this.renderRoot.querySelector(`nav`)}showTab(){let{nav:e,tab:t}=this;if(!e||!t)return;let[n,r]=[e.getBoundingClientRect(),t.getBoundingClientRect()];e.scrollBy({left:r.left+r.width/2-n.left-n.width/2}),this.fade()}fade(){let{nav:e}=this;if(!e)return;let t=Math.abs(e.scrollLeft);e.toggleAttribute(`data-before`,t>1),e.toggleAttribute(`data-after`,t<e.scrollWidth-e.clientWidth-1)}get tabs(){return[`overview`,`positions`,`ticket`,`signals`,`groups`,`builder`,`results`,`trades`].filter(e=>this.context.admin||!z.has(e))}renderStatus(){let{t,live:n}=this;if(!n.stale)switch(n.status){case`ready`:return;case`outdated`:return e`<div class="card empty">
          <h2>${t(`status.outdated`)}</h2>
          <p class="soft">${t(`status.outdated_next`)}</p>
          <button class="button" @click=${()=>location.reload()}>${t(`status.reload`)}</button>
        </div>`;case`unavailable`:return e`<div class="card empty" role="status">
          <h2>${t(`status.unavailable`)}</h2>
          <p class="soft">${t(`status.unavailable_next`)}</p>
          <p class="soft">${n.problem}</p>
        </div>`;default:return e`<p class="empty soft" role="status">${t(`status.${n.status}`)}</p>`}}renderView(t,n){let r=this.context,{live:i}=this;if(!r.admin&&z.has(t))return e`<p class="empty soft">${this.t(`status.only_admins`)}</p>`;switch(t){case`positions`:return n[0]&&n[0]!==`closed`?this.renderPosition(r,``,H(n[0])):this.renderPositions(r,n[0]===`closed`);case`position`:return this.renderPosition(r,H(n[0]),H(n[1]));case`setup`:return e`<tradehook-setup
          .ctx=${r}
          .hass=${this.hass}
          .accounts=${i.accounts??[]}
          .parts=${n.map(decodeURIComponent)}
        ></tradehook-setup>`;case`ticket`:return e`<tradehook-ticket .ctx=${r} .accounts=${i.accounts??[]}></tradehook-ticket>`;case`builder`:return e`<tradehook-builder .ctx=${r} .accounts=${i.accounts??[]}></tradehook-builder>`;case`results`:return this.anew(e`<tradehook-results .ctx=${r} .accounts=${i.accounts??[]} .stamp=${this.booked}></tradehook-results>`);case`trades`:return this.anew(e`<tradehook-trades .ctx=${r} .accounts=${i.accounts??[]} .stamp=${this.booked}></tradehook-trades>`);case`groups`:return this.anew(e`<tradehook-groups .ctx=${r} .hass=${this.hass} .shown=${H(n[0])}></tradehook-groups>`);case`signals`:return e`<tradehook-signals .ctx=${r} .signals=${i.signals} .accounts=${i.accounts??[]}></tradehook-signals>`;case`bot`:{let[t=``,a=``,o=``]=n.map(H);return this.anew(e`<tradehook-bot
          .ctx=${r}
          .accounts=${i.accounts??[]}
          .positions=${i.positions??new Map}
          .account=${t}
          .botId=${a}
          .tab=${o}
          .language=${this.hass.language}
          .signals=${i.signals}
        ></tradehook-bot>`)}default:return e`<tradehook-overview .ctx=${r} .accounts=${i.accounts??[]}></tradehook-overview>`}}anew(e){return M(this.live.generation,e)}renderPosition(t,n,r){let{live:i}=this;return this.anew(e`<tradehook-position
      .ctx=${t}
      .account=${n}
      .accounts=${i.accounts??[]}
      .positionId=${r}
      .live=${i.positions?.get(r)}
    ></tradehook-position>`)}get booked(){return(this.live.accounts??[]).map(e=>`${e.account} ${e.realized_profit} ${e.invested}`).join()||`none`}renderPositions(t,n){let{t:r,live:a}=this,o=a.positions??new Map;return e`<div class="segments" role="group" aria-label=${r(`history.which`)}>
        ${[`open`,`closed`].map(t=>e`<button
            aria-pressed=${String(n===(t===`closed`))}
            @click=${()=>this.go(t===`closed`?`/positions/closed`:`/positions`)}
          >
            ${r(`history.${t}`)}
          </button>`)}
      </div>
      ${n?this.anew(e`<tradehook-history
            .ctx=${t}
            .accounts=${a.accounts??[]}
            .stamp=${[...o.keys()].join(` `)||`none`}
          ></tradehook-history>`):e`<tradehook-positions .ctx=${t} .positions=${o}></tradehook-positions>
            ${t.admin?e`<tradehook-unowned .ctx=${t} .accounts=${a.accounts??[]}></tradehook-unowned>`:i}`}`}follow(e,t){e.ctrlKey||e.metaKey||e.shiftKey||(e.preventDefault(),this.go(t))}say(e){this.said=e,clearTimeout(this.quiet),this.quiet=setTimeout(()=>this.said=``,R)}focusMain(){this.renderRoot.querySelector(`main`)?.focus()}toggleMenu(){this.dispatchEvent(new CustomEvent(`hass-toggle-menu`,{bubbles:!0,composed:!0}))}static{this.styles=[l,t`
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
    `]}};c([s({type:Boolean})],V.prototype,`narrow`,void 0),c([s({attribute:!1})],V.prototype,`route`,void 0),c([r()],V.prototype,`said`,void 0),V=c([_(`tradehook-panel`)],V);function H(e=``){try{return decodeURIComponent(e)}catch{return e}}export{V as Panel};