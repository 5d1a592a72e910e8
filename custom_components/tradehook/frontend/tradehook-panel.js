import{a as e,d as t,f as n,g as r,i,l as a,m as o,n as s,o as c,p as l,r as u,s as d,t as f,u as p,y as m}from"./chunks/styles.js";import{c as h,d as g,l as _,n as v,r as y,t as b,u as x}from"./chunks/popup-menu.js";import{i as S}from"./chunks/localize.js";import{r as C}from"./chunks/equity.js";import{t as w}from"./chunks/preload-helper.js";function T(e,t){let n=[...e],r=n.filter(({more:e})=>e).map(({rows:e})=>t(e.at(-1))).reduce((e,t)=>t>e?t:e,``);return n.flatMap(({rows:e})=>e).filter(e=>t(e)>=r).sort((e,n)=>t(e)<t(n)?1:t(e)>t(n)?-1:0)}function E(e,t){let n=[...e].filter(([,{more:e}])=>e),r=n.reduce((e,[,{rows:n}])=>{let r=t(n.at(-1));return r>e?r:e},``);return n.filter(([,{rows:e}])=>t(e.at(-1))===r).map(([e])=>e)}var D=50,O=class extends l{constructor(...e){super(...e),this.accounts=[],this.stamp=``,this.busy=!1,this.error=``,this.loadMore=async()=>{let{pages:e}=this;if(e&&!this.busy){this.busy=!0;try{let t=await Promise.all(E(e,k).map(t=>this.page(t,e.get(t)?.rows.at(-1)?.position_id)));if(e!==this.pages)return;let n=t.map(([t,{rows:n,more:r}])=>[t,{rows:[...e.get(t)?.rows??[],...n],more:r}]);this.pages=new Map([...e,...n])}catch(e){this.ctx.say(d(e))}finally{this.busy=!1}}}}willUpdate(e){e.has(`stamp`)&&this.load()}async load(){let{stamp:e}=this;try{let t=this.accounts.filter(e=>e.loaded),n=await Promise.all(t.map(({account:e})=>this.page(e)));if(e!==this.stamp)return;this.pages=new Map(n),this.error=``}catch(e){this.error=d(e)}}async page(e,t){let n=await this.ctx.api.history(e,D,t);return[e,{rows:n,more:n.length===D}]}render(){let{t:e,format:t}=this.ctx;if(this.error)return r`<p class="card empty error" role="alert">${this.error}</p>`;if(!this.pages)return r`<p class="empty soft" role="status">${e(`common.loading`)}</p>`;let n=[...this.pages.values()],i=T(n,k);return i.length?r`<ul class="card">
      ${i.map(n=>r`<li data-position=${n.position_id}>
          <span>
            <a href=${`/tradehook${y(n)}`} @click=${e=>this.show(e,n)}>${a(n.symbol)}</a>
            <span class="chip ${n.side===`long`?`profit`:`loss`}">${e(`side.${n.side}`)}</span>
            ${S(e,`status`,n.status)}
            <span class="soft small">
              ${e(`history.opened_closed`,{opened:t.time(n.opened_at),closed:t.time(n.closed_at)})} ·
              ${S(e,`close_reason`,n.close_reason)} · ${n.bot_name??e(`positions.removed_bot`)}
            </span>
          </span>
          <span class="number ${p(n.realized_profit)}">
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
      </div>`}show(e,t){e.preventDefault(),this.ctx.go(y(t))}static{this.styles=[f,m`
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
    `]}};e([n({attribute:!1})],O.prototype,`ctx`,void 0),e([n({attribute:!1})],O.prototype,`accounts`,void 0),e([n()],O.prototype,`stamp`,void 0),e([t()],O.prototype,`pages`,void 0),e([t()],O.prototype,`busy`,void 0),e([t()],O.prototype,`error`,void 0),O=e([C(`tradehook-history`)],O);function k(e){return e.opened_at}var A=class extends l{constructor(...e){super(...e),this.accounts=[]}render(){let{t:e}=this.ctx;return this.accounts.length?r`<div class="grid">${this.accounts.map(e=>this.renderAccount(e))}</div>`:r`<div class="card empty">
        <h2>${e(`overview.none`)}</h2>
        <p class="soft">${e(`overview.none_next`)}</p>
        <a class="button" href="/config/integrations/integration/tradehook">
          ${e(`overview.to_integration`)}
        </a>
      </div>`}renderAccount(e){let{t,format:n}=this.ctx,i=(t,r=!1)=>n.money(t,e.currency,r);return r`<section class="card" aria-label=${e.name}>
      <header>
        <h2>${e.name}</h2>
        <span class="chip">${S(t,`account_type`,e.type)}</span>
        <span class="chip">${S(t,`market_type`,e.market_type)}</span>
        ${e.loaded&&!e.connected?r`<span class="chip loss">${t(`overview.disconnected`)}</span>`:o}
      </header>
      ${e.loaded?r`<div class="equity number">${i(e.equity)}</div>
            <tradehook-equity
              .ctx=${this.ctx}
              .entity=${e.equity_entity??``}
              .now=${e.equity??``}
            ></tradehook-equity>
            <dl>
              ${this.fact(`realized_profit_today`,i(e.realized_profit_today,!0),p(e.realized_profit_today))}
              ${this.fact(`realized_profit`,i(e.realized_profit,!0),p(e.realized_profit))}
              ${this.fact(`unrealized_profit`,i(e.unrealized_profit,!0),p(e.unrealized_profit))}
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
            ${S(t,`account_state`,e.state)} ${e.problem??o}
          </p>`}
    </section>`}fact(e,t,n=``){return r`<div>
      <dt class="soft">${this.ctx.t(`overview.${e}`)}</dt>
      <dd class="number ${n}">${t}</dd>
    </div>`}renderBot(e,t){let{t:n,format:i}=this.ctx,a=n(`overview.bot_numbers`,{open:t.open_positions??0,trades:t.trades??0,wins:t.win_rate===null||t.win_rate===void 0?`–`:i.number(t.win_rate,0)});return r`<div class="row" data-bot=${t.bot_id}>
      <span>
        <b>${t.name}</b>
        <span class="chip ${t.status===`running`?`profit`:t.status===`halted`?`loss`:``}">
          ${S(n,`bot_status`,t.status)}
        </span>
        <span class="soft small">${a}</span>
        ${t.reason?r`<span class="soft small">${S(n,`reason`,t.reason)}</span>`:o}
      </span>
      <button
        class="button ${t.on?`outlined`:``}"
        aria-label=${n(t.on?`overview.stop_bot`:`overview.start_bot`,{name:t.name})}
        @click=${()=>this.switchBot(e,t)}
      >
        ${n(t.on?`overview.stop`:`overview.start`)}
      </button>
    </div>`}switchBot(e,t){let{t:n,api:r}=this.ctx,i=t.name;this.ctx.ask({title:n(t.on?`overview.stop_bot`:`overview.start_bot`,{name:i}),text:n(t.on?`overview.stop_text`:`overview.start_text`),confirm:n(t.on?`overview.stop`:`overview.start`),act:async()=>(await r.setBot(e.account,t.bot_id,!t.on),n(t.on?`overview.stopped`:`overview.started`,{name:i}))})}switchTrading(e){let{t,api:n}=this.ctx,r=!e.trading_enabled;this.ctx.ask({title:t(r?`overview.trading_start`:`overview.trading_stop`,{name:e.name}),text:t(r?`overview.trading_start_text`:`overview.trading_stop_text`),confirm:t(r?`overview.turn_on`:`overview.turn_off`),danger:!r,act:async()=>(await n.setTrading(e.account,r),t(r?`overview.trading_on`:`overview.trading_off`))})}static{this.styles=[f,m`
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
    `]}};e([n({attribute:!1})],A.prototype,`ctx`,void 0),e([n({attribute:!1})],A.prototype,`accounts`,void 0),A=e([C(`tradehook-overview`)],A);var j=[[`symbol`,``],[`status`,``],[`size`,`number`],[`entry_price`,`number`],[`mark_price`,`number`],[`profit_percentage`,`number`],[`unrealized_profit`,`number`]],M=30,N=g(_),P=class extends l{constructor(...e){super(...e),this.positions=new Map,this.filter=``,this.sort={key:`opened_at`,descending:!0},this.room=M,this.drawn=new Map}connectedCallback(){super.connectedCallback(),this.room=M}disconnectedCallback(){super.disconnectedCallback(),clearTimeout(this.growing),this.growing=void 0}willUpdate(e){e.has(`ctx`)&&this.drawn.clear();let t=this.shadowRoot?.activeElement?.closest(`[data-position]`);this.focused=t?.dataset.position}updated(){this.focused&&!this.positions.has(this.focused)&&this.renderRoot.querySelector(`input, h2`)?.focus(),this.room<this.positions.size&&this.growing===void 0&&(this.growing=setTimeout(()=>{this.growing=void 0,this.room+=M}))}render(){let{t:e}=this.ctx;if(!this.positions.size)return r`<div class="card empty">
        <h2 tabindex="-1">${e(`positions.none`)}</h2>
        <p class="soft">${e(this.ctx.admin?`positions.none_next`:`positions.none_soon`)}</p>
        ${this.ctx.admin?r`<button class="button" @click=${()=>this.ctx.go(`/builder`)}>
              ${e(`positions.to_builder`)}
            </button>`:o}
      </div>`;let t=c(this.positions.values(),this.filter,this.sort);return r`<div class="tools">
        <input
          class="field"
          type="search"
          aria-label=${e(`positions.filter`)}
          placeholder=${e(`positions.filter`)}
          .value=${this.filter}
          @input=${e=>this.filter=e.target.value}
        />
        <label class="sorter">
          <span class="sr">${e(`positions.sort`)}</span>
          <select class="field" @change=${this.onSort}>
            ${[`opened_at`,...j.map(([e])=>e)].map(t=>r`<option value=${t} ?selected=${t===this.sort.key}>
                ${e(`column.${t}`)}
              </option>`)}
          </select>
        </label>
      </div>
      <div class="card">
        <table role="table" aria-label=${e(`positions.title`)} aria-rowcount=${t.length+1}>
          <thead role="rowgroup">
            <tr role="row">
              ${j.map(([e,t])=>this.renderHead(e,t))}
              <th role="columnheader"><span class="sr">${e(`common.actions`)}</span></th>
            </tr>
          </thead>
          <tbody role="rowgroup">
            ${b(t.slice(0,this.room),e=>e.position_id,e=>this.renderRow(e))}
          </tbody>
        </table>
        ${t.length?o:r`<p class="empty soft">${e(`positions.no_match`)}</p>`}
      </div>
      <p class="sr" role="status">${e(`positions.count`,{count:t.length})}</p>
      <tradehook-popup-menu></tradehook-popup-menu>`}renderHead(e,t){let n=this.sort.key===e,i=n?this.sort.descending?`descending`:`ascending`:`none`;return r`<th role="columnheader" class=${t} aria-sort=${i}>
      <button @click=${()=>this.sortBy(e)}>
        ${this.ctx.t(`column.${e}`)}<span aria-hidden="true"
          >${n?this.sort.descending?` ↓`:` ↑`:``}</span
        >
      </button>
    </th>`}renderRow(e){let t=this.drawn.get(e.position_id);if(t?.row===e)return t.drawn;let n=this.drawRow(e);return this.drawn.set(e.position_id,{row:e,drawn:n}),n}drawRow(e){let{t,format:n}=this.ctx,i=`${a(e.symbol)} ${t(`side.${e.side}`)}`,s=e=>t(`column.${e}`);return r`<tr role="row" data-position=${e.position_id}>
      <td role="cell" class="name">
        <a href=${`/tradehook${y(e)}`} @click=${t=>this.show(t,e)}>
          ${a(e.symbol)}</a
        >
        <span class="chip ${e.side===`long`?`profit`:`loss`}">
          ${t(`side.${e.side}`)}${e.leverage>1?` ${e.leverage}×`:o}
        </span>
        <div class="soft small">${e.bot_name??t(`positions.removed_bot`)} · ${e.account_name}</div>
      </td>
      <td role="cell" data-label=${s(`status`)}>${S(t,`status`,e.status)}</td>
      <td role="cell" class="number" data-label=${s(`size`)}>
        ${n.number(e.size)} <span class="soft">${e.base}</span>
      </td>
      <td role="cell" class="number" data-label=${s(`entry_price`)}>
        ${n.price(e.entry_price,e.price_tick)}
      </td>
      <td role="cell" class="number" data-label=${s(`mark_price`)}>
        ${n.price(e.mark_price,e.price_tick)}
      </td>
      <td role="cell" class="number ${p(e.profit_percentage)}" data-label=${s(`profit_percentage`)}>
        ${n.percent(e.profit_percentage)}
      </td>
      <td role="cell" class="number ${p(e.unrealized_profit)}" data-label=${s(`unrealized_profit`)}>
        ${n.money(e.unrealized_profit,e.quote,!0)}
      </td>
      <td role="cell" class="more">
        <button
          class="icon-button"
          aria-label=${t(`positions.menu`,{name:i})}
          aria-haspopup="menu"
          aria-expanded="false"
          @click=${n=>this.showMenu(n,e,t(`positions.menu`,{name:i}))}
        >
          ${N}
        </button>
      </td>
    </tr>`}showMenu(e,t,n){this.renderRoot.querySelector(`tradehook-popup-menu`)?.show(e.currentTarget,n,v(this.ctx,t))}show(e,t){e.preventDefault(),this.ctx.go(y(t))}onSort(e){this.sortBy(e.target.value)}sortBy(e){let t=this.sort.key===e?!this.sort.descending:e!==`symbol`;this.sort={key:e,descending:t}}static{this.styles=[f,m`
      :host {
        container-type: inline-size;
        display: block;
      }
      .tools {
        display: flex;
        gap: 8px;
        margin-bottom: 16px;
      }
      .sorter {
        display: none;
      }
      /* Rows are grids: what lies outside of the window is neither laid out nor painted */
      table,
      thead,
      tbody {
        display: block;
      }
      tr {
        align-items: center;
        display: grid;
        grid-template-columns: minmax(150px, 2fr) minmax(70px, 0.8fr) 1.4fr 1.1fr 1.1fr 0.9fr 1.3fr 56px;
      }
      tbody tr {
        border-top: 1px solid var(--th-line);
        contain-intrinsic-size: auto 57px;
        content-visibility: auto;
      }
      th {
        font-weight: 500;
        padding: 0;
        text-align: start;
      }
      th button {
        background: none;
        border: 0;
        color: var(--th-soft);
        cursor: pointer;
        font-size: 14px;
        font-weight: 500;
        min-height: 48px;
        padding: 8px;
      }
      th:first-child button,
      td:first-child {
        padding-inline-start: 16px;
      }
      th.number,
      td.number {
        text-align: end;
      }
      td {
        padding: 8px;
      }
      td.more {
        padding-inline: 0 8px;
        text-align: end;
      }
      .name a {
        color: inherit;
        font-weight: 500;
        text-decoration: none;
      }
      .name a:hover {
        text-decoration: underline;
      }
      .small {
        font-size: 12px;
        margin-top: 2px;
        overflow-wrap: anywhere;
      }
      @container (max-width: 860px) {
        .sorter {
          display: block;
        }
        thead {
          clip-path: inset(50%);
          position: absolute;
        }
        tr {
          align-items: start;
          gap: 8px 16px;
          grid-template-columns: repeat(auto-fill, minmax(124px, 1fr));
          padding: 12px 16px;
          position: relative;
        }
        tbody tr {
          contain-intrinsic-size: auto 208px;
        }
        tbody tr:first-child {
          border: 0;
        }
        td,
        td:first-child {
          display: block;
          padding: 0;
          text-align: start !important;
        }
        td[data-label]::before {
          color: var(--th-soft);
          content: attr(data-label);
          display: block;
          font-size: 12px;
        }
        td.name {
          grid-column: 1 / -1;
          padding-inline-end: 40px;
        }
        td.more {
          inset-block-start: 8px;
          inset-inline-end: 8px;
          padding: 0;
          position: absolute;
        }
      }
    `]}};e([n({attribute:!1})],P.prototype,`ctx`,void 0),e([n({attribute:!1})],P.prototype,`positions`,void 0),e([t()],P.prototype,`filter`,void 0),e([t()],P.prototype,`sort`,void 0),e([t()],P.prototype,`room`,void 0),P=e([s(`tradehook-positions`)],P);var F={accepted:`profit`,refused:`loss`,failed:`loss`,expired:`loss`},I=class extends l{constructor(...e){super(...e),this.status=``}connectedCallback(){super.connectedCallback(),this.ctx.live.needSignals()}render(){let{t:e}=this.ctx;if(!this.signals)return r`<p class="empty soft" role="status">${e(`common.loading`)}</p>`;if(!this.signals.length)return r`<div class="card empty">
        <h2>${e(`signals.none`)}</h2>
        <p class="soft">${e(`signals.none_next`)}</p>
        <button class="button" @click=${()=>this.ctx.go(`/builder`)}>
          ${e(`positions.to_builder`)}
        </button>
      </div>`;let t=[...new Set(this.signals.map(e=>e.status))].sort(),n=this.signals.filter(e=>!this.status||e.status===this.status);return r`<label class="tools">
        <span class="sr">${e(`signals.filter`)}</span>
        <select
          class="field"
          @change=${e=>this.status=e.target.value}
        >
          <option value="">${e(`signals.all`)}</option>
          ${t.map(t=>r`<option value=${t}>${S(e,`signal`,t)}</option>`)}
        </select>
      </label>
      <div class="card">
        ${b(n,e=>e.receipt_id,e=>this.renderRow(e))}
      </div>`}renderRow(e){let{t,format:n}=this.ctx,i=z(e.message);return r`<details data-receipt=${e.receipt_id}>
      <summary>
        <span class="chip ${F[e.status]??``}">${S(t,`signal`,e.status)}</span>
        <span class="what">
          <b>${e.action??t(`signals.unreadable`)}</b> ${e.symbol??o}
          ${e.message?r`<span class="message">${e.message}</span>`:o}
        </span>
        <span class="soft when">${n.time(e.received_at)}</span>
      </summary>
      <div class="more">
        ${e.code?r`<p><span class="soft">${t(`signals.code`)}</span> <code>${e.code}</code></p>`:o}
        <p>
          <span class="soft">${t(`signals.from`)}</span>
          ${e.bot_name??t(`positions.removed_bot`)} · ${e.account_name}
          ${e.remote?r`· <bdi>${e.remote}</bdi>`:o}
        </p>
        <p class="soft">${t(`signals.payload`)}</p>
        <pre dir="ltr" tabindex="0" aria-label=${t(`signals.payload`)}>
${JSON.stringify(e.payload,null,2).split(`
`).map(e=>i.some(t=>e.includes(`"${t}"`))?r`<mark>${e}</mark>\n`:`${e}\n`)}</pre
        >
        ${e.position_id?r`<button
              class="button outlined"
              @click=${()=>this.ctx.go(y({account:e.account,position_id:e.position_id??``}))}
            >
              ${t(`signals.to_position`)}
            </button>`:o}
      </div>
    </details>`}static{this.styles=[f,m`
      .tools {
        display: block;
        margin-bottom: 16px;
        max-width: 280px;
      }
      details + details {
        border-top: 1px solid var(--th-line);
      }
      summary {
        align-items: baseline;
        cursor: pointer;
        display: flex;
        gap: 12px;
        list-style: none;
        min-height: 48px;
        padding: 14px 16px;
      }
      summary:focus-visible {
        outline-offset: -2px;
      }
      summary .chip {
        flex: none;
        min-width: 84px;
        text-align: center;
      }
      .what {
        flex: 1;
        min-width: 0;
        overflow-wrap: anywhere;
      }
      .what b {
        font-weight: 500;
      }
      .message {
        color: var(--th-soft);
        display: block;
        font-size: 14px;
        margin-top: 4px;
      }
      .when {
        font-size: 12px;
      }
      .more {
        padding: 0 16px 16px;
      }
      pre {
        background: color-mix(in srgb, var(--primary-text-color) 6%, transparent);
        border-radius: 8px;
        font-size: 13px;
        margin: 8px 0 16px;
        overflow: auto;
        padding: 12px;
      }
      mark {
        background: color-mix(in srgb, var(--error-color, #db4437) 25%, transparent);
        color: inherit;
        font-weight: 600;
      }
      @media (max-width: 600px) {
        summary {
          flex-wrap: wrap;
          justify-content: space-between;
        }
        .what {
          flex: 1 0 100%;
          order: 3;
        }
      }
    `]}};e([n({attribute:!1})],I.prototype,`ctx`,void 0),e([n({attribute:!1})],I.prototype,`signals`,void 0),e([t()],I.prototype,`status`,void 0),I=e([C(`tradehook-signals`)],I);var L=/[`"']([\w.[\]]+)[`"']/g,R=/(?:^|[(;,] ?)([\w.[\]]+)(?=:| (?:must|is|has|can)\b)/g;function z(e){let t=e??``;return[...t.matchAll(L),...t.matchAll(R)].map(e=>(e[1]??``).replace(/\[\d+\]/g,``).split(`.`).at(-1)??``).filter(Boolean)}var B=5e3,V={builder:()=>w(()=>import(`./chunks/builder.js`),[]),position:()=>w(()=>import(`./chunks/position.js`),[]),trades:()=>w(()=>import(`./chunks/trades.js`),[])},H=class extends u{constructor(...e){super(...e),this.narrow=!1,this.said=``}render(){let{t:e}=this,[t=``,...n]=(this.route?.path||`/`).split(`/`).filter(Boolean);V[t]?.().catch(e=>console.error(`Tradehook: a part is missing`,e));let a=this.context,s=t===`position`;return r`<header>
        <div class="bar">
          ${s?r`<button class="icon-button" aria-label=${e(`common.back`)} @click=${()=>this.go(`/positions`)}>
                ${g(h)}
              </button>`:this.narrow||this.hass.dockedSidebar===`always_hidden`?r`<button class="icon-button" aria-label=${e(`common.menu`)} @click=${this.toggleMenu}>
                  ${g(x)}
                </button>`:o}
          <h1>Tradehook</h1>
        </div>
        <nav aria-label=${e(`common.views`)}>
          ${this.tabs.map(([n,a])=>r`<a
              href=${`${i}/${n}`}
              aria-current=${n===(t||`overview`)||s&&n===`positions`?`page`:o}
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
          .language=${this.hass.locale.language}
        ></tradehook-position>`}case`builder`:return r`<tradehook-builder .ctx=${n} .accounts=${i.accounts??[]}></tradehook-builder>`;case`trades`:return r`<tradehook-trades .ctx=${n} .accounts=${i.accounts??[]}></tradehook-trades>`;case`signals`:return r`<tradehook-signals .ctx=${n} .signals=${i.signals}></tradehook-signals>`;default:return r`<tradehook-overview .ctx=${n} .accounts=${i.accounts??[]}></tradehook-overview>`}}renderPositions(e,t){let{t:n,live:i}=this,a=i.positions??new Map;return r`<div class="segments" role="group" aria-label=${n(`history.which`)}>
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
          ></tradehook-history>`:r`<tradehook-positions .ctx=${e} .positions=${a}></tradehook-positions>`}`}follow(e,t){e.ctrlKey||e.metaKey||e.shiftKey||(e.preventDefault(),this.go(t))}say(e){this.said=e,clearTimeout(this.quiet),this.quiet=setTimeout(()=>this.said=``,B)}focusMain(){this.renderRoot.querySelector(`main`)?.focus()}toggleMenu(){this.dispatchEvent(new CustomEvent(`hass-toggle-menu`,{bubbles:!0,composed:!0}))}static{this.styles=[f,m`
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
    `]}};e([n({type:Boolean})],H.prototype,`narrow`,void 0),e([n({attribute:!1})],H.prototype,`route`,void 0),e([t()],H.prototype,`said`,void 0),H=e([C(`tradehook-panel`)],H);export{H as Panel};