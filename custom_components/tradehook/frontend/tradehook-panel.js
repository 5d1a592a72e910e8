import{C as e,D as t,E as n,O as r,S as i,T as a,a as o,b as s,c,d as l,f as u,g as d,h as f,l as p,m,n as h,o as g,p as _,s as v,t as y,u as b,v as x,w as S,x as C,y as w}from"./chunks/menu.js";var T=(e,t,n)=>(n.configurable=!0,n.enumerable=!0,Reflect.decorate&&typeof t!=`object`&&Object.defineProperty(e,t,n),n);function E(e,t){return(n,r,i)=>{let a=t=>t.renderRoot?.querySelector(e)??null;if(t){let{get:e,set:t}=typeof r==`object`?n:i??(()=>{let e=Symbol();return{get(){return this[e]},set(t){this[e]=t}}})();return T(n,r,{get(){let n=e.call(this);return n===void 0&&(n=a(this),(n!==null||this.hasUpdated)&&t.call(this,n)),n}})}return T(n,r,{get(){return a(this)}})}}function D(e,t){let n=new Map(t.positions?t.positions.map(e=>[e.position_id,e]):e);for(let e of t.gone??[])n.delete(e);for(let e of t.changed??[])n.set(e.position_id,e);for(let[e,[r,i,a]]of Object.entries(t.prices??{})){let t=n.get(e);t&&n.set(e,{...t,mark_price:r,unrealized_profit:i,profit_percentage:a})}return n}function O(e,t){let n=new Map((t.signals?[]:e).map(e=>[e.receipt_id,e]));for(let e of[...t.signals??[],...t.changed??[]])n.set(e.receipt_id,e);return[...n.values()].sort((e,t)=>M(t.received_at,e.received_at))}var k=new Set([`size`,`entry_price`,`mark_price`,`profit_percentage`,`unrealized_profit`]);function A(e,t,n){let r=t.toLowerCase().split(/\s+/).filter(Boolean),i=[...e].filter(e=>{let t=[e.symbol,e.bot_name,e.account_name,e.side,e.status].join(` `).toLowerCase();return r.every(e=>t.includes(e))}),a=n.descending?-1:1;return i.sort((e,t)=>a*j(e,t,n.key)||M(e.position_id,t.position_id))}function j(e,t,n){let[r,i]=[e[n],t[n]];return r===null||i===null?Number(r!==null)-Number(i!==null):k.has(n)?Number(r)-Number(i):M(r,i)}function M(e,t){return e<t?-1:+(e>t)}var N=[500,1e3,2e3,5e3,1e4],P=class{constructor(e,t){this.changed=t,this.status=`connecting`,this.problem=``,this.ends=[],this.run=0,this.wantsSignals=!1,this.onReady=()=>void this.start(),this.onDisconnected=()=>{this.ends=[],this.forget(),this.set(`disconnected`)},e.addController(this)}get api(){if(!this.connection)throw Error(`Home Assistant is not connected`);return new l(this.connection)}use(e){this.connection!==e&&(this.stop(),this.connection=e,this.begin())}hostConnected(){this.connection&&this.begin()}hostDisconnected(){this.stop()}needSignals(){this.wantsSignals||(this.wantsSignals=!0,this.status===`ready`&&this.followSignals(this.run))}begin(){this.stop(),this.connection?.addEventListener(`ready`,this.onReady),this.connection?.addEventListener(`disconnected`,this.onDisconnected),this.start()}stop(){this.connection?.removeEventListener(`ready`,this.onReady),this.connection?.removeEventListener(`disconnected`,this.onDisconnected),this.forget()}forget(){this.run+=1,clearTimeout(this.timer);for(let e of this.ends)e();this.ends=[],this.positions=this.accounts=this.signals=void 0}async start(e=0){this.forget();let t=this.run;this.status!==`unavailable`&&this.set(`connecting`);try{let{compatible:e}=await this.api.connect();if(t!==this.run)return;if(!e){this.set(`outdated`);return}let{api:n}=this;await this.follow(t,e=>n.positions(e(e=>{this.positions=D(this.positions??new Map,e)}))),await this.follow(t,e=>n.accounts(e(({accounts:e})=>{this.accounts=e}))),this.wantsSignals&&await this.followSignals(t),t===this.run&&this.set(`ready`)}catch(n){if(t!==this.run)return;this.set(`unavailable`,u(n));let r=N[Math.min(e,N.length-1)];this.timer=setTimeout(()=>void this.start(e+1),r)}}followSignals(e){let{api:t}=this;return this.follow(e,e=>t.signals(e(e=>{this.signals=O(this.signals??[],e)})))}async follow(e,t){if(e!==this.run)return;let n=await t(t=>n=>{e===this.run&&(t(n),this.changed())});e===this.run?this.ends.push(n):n()}set(e,t=``){this.status=e,this.problem=t,this.changed()}},F=class extends e{constructor(...e){super(...e),this.accounts=[]}render(){let{t:e}=this.ctx;return this.accounts.length?n`<div class="grid">${this.accounts.map(e=>this.renderAccount(e))}</div>`:n`<div class="card empty">
        <h2>${e(`overview.none`)}</h2>
        <p class="soft">${e(`overview.none_next`)}</p>
        <a class="button" href="/config/integrations/integration/tradehook">
          ${e(`overview.to_integration`)}
        </a>
      </div>`}renderAccount(e){let{t,format:r}=this.ctx,i=(t,n=!1)=>r.money(t,e.currency,n);return n`<section class="card" aria-label=${e.name}>
      <header>
        <h2>${e.name}</h2>
        <span class="chip">${b(t,`account_type`,e.type)}</span>
        <span class="chip">${b(t,`market_type`,e.market_type)}</span>
        ${e.loaded&&!e.connected?n`<span class="chip loss">${t(`overview.disconnected`)}</span>`:S}
      </header>
      ${e.loaded?n`<div class="equity number">${i(e.equity)}</div>
            <dl>
              ${this.fact(`realized_profit_today`,i(e.realized_profit_today,!0),w(e.realized_profit_today))}
              ${this.fact(`realized_profit`,i(e.realized_profit,!0),w(e.realized_profit))}
              ${this.fact(`unrealized_profit`,i(e.unrealized_profit,!0),w(e.unrealized_profit))}
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
            ${e.bots.length?e.bots.map(t=>this.renderBot(e,t)):n`<p class="row soft">${t(`overview.no_bots`)}</p>`}`:n`<p class="row error">
            ${b(t,`account_state`,e.state)} ${e.problem??S}
          </p>`}
    </section>`}fact(e,t,r=``){return n`<div>
      <dt class="soft">${this.ctx.t(`overview.${e}`)}</dt>
      <dd class="number ${r}">${t}</dd>
    </div>`}renderBot(e,t){let{t:r,format:i}=this.ctx,a=r(`overview.bot_numbers`,{open:t.open_positions??0,trades:t.trades??0,wins:t.win_rate===null||t.win_rate===void 0?`–`:i.number(t.win_rate,0)});return n`<div class="row" data-bot=${t.bot_id}>
      <span>
        <b>${t.name}</b>
        <span class="chip ${t.status===`running`?`profit`:t.status===`halted`?`loss`:``}">
          ${b(r,`bot_status`,t.status)}
        </span>
        <span class="soft small">${a}</span>
        ${t.reason?n`<span class="soft small">${b(r,`reason`,t.reason)}</span>`:S}
      </span>
      <button
        class="button ${t.on?`outlined`:``}"
        aria-label=${r(t.on?`overview.stop_bot`:`overview.start_bot`,{name:t.name})}
        @click=${()=>this.switchBot(e,t)}
      >
        ${r(t.on?`overview.stop`:`overview.start`)}
      </button>
    </div>`}switchBot(e,t){let{t:n,api:r}=this.ctx,i=t.name;this.ctx.ask({title:n(t.on?`overview.stop_bot`:`overview.start_bot`,{name:i}),text:n(t.on?`overview.stop_text`:`overview.start_text`),confirm:n(t.on?`overview.stop`:`overview.start`),act:async()=>(await r.setBot(e.account,t.bot_id,!t.on),n(t.on?`overview.stopped`:`overview.started`,{name:i}))})}switchTrading(e){let{t,api:n}=this.ctx,r=!e.trading_enabled;this.ctx.ask({title:t(r?`overview.trading_start`:`overview.trading_stop`,{name:e.name}),text:t(r?`overview.trading_start_text`:`overview.trading_stop_text`),confirm:t(r?`overview.turn_on`:`overview.turn_off`),danger:!r,act:async()=>(await n.setTrading(e.account,r),t(r?`overview.trading_on`:`overview.trading_off`))})}static{this.styles=[g,r`
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
    `]}};o([C({attribute:!1})],F.prototype,`ctx`,void 0),o([C({attribute:!1})],F.prototype,`accounts`,void 0),F=o([i(`tradehook-overview`)],F);var I={ATTRIBUTE:1,CHILD:2,PROPERTY:3,BOOLEAN_ATTRIBUTE:4,EVENT:5,ELEMENT:6},ee=e=>(...t)=>({_$litDirective$:e,values:t}),te=class{constructor(e){}get _$AU(){return this._$AM._$AU}_$AT(e,t,n){this._$Ct=e,this._$AM=t,this._$Ci=n}_$AS(e,t){return this.update(e,t)}update(e,t){return this.render(...t)}},{I:ne}=t,L=e=>e,R=()=>document.createComment(``),z=(e,t,n)=>{let r=e._$AA.parentNode,i=t===void 0?e._$AB:t._$AA;if(n===void 0)n=new ne(r.insertBefore(R(),i),r.insertBefore(R(),i),e,e.options);else{let t=n._$AB.nextSibling,a=n._$AM,o=a!==e;if(o){let t;n._$AQ?.(e),n._$AM=e,n._$AP!==void 0&&(t=e._$AU)!==a._$AU&&n._$AP(t)}if(t!==i||o){let e=n._$AA;for(;e!==t;){let t=L(e).nextSibling;L(r).insertBefore(e,i),e=t}}}return n},B=(e,t,n=e)=>(e._$AI(t,n),e),V={},H=(e,t=V)=>e._$AH=t,U=e=>e._$AH,W=e=>{e._$AR(),e._$AA.remove()},G=(e,t,n)=>{let r=new Map;for(let i=t;i<=n;i++)r.set(e[i],i);return r},K=ee(class extends te{constructor(e){if(super(e),e.type!==I.CHILD)throw Error(`repeat() can only be used in text expressions`)}dt(e,t,n){let r;n===void 0?n=t:t!==void 0&&(r=t);let i=[],a=[],o=0;for(let t of e)i[o]=r?r(t,o):o,a[o]=n(t,o),o++;return{values:a,keys:i}}render(e,t,n){return this.dt(e,t,n).values}update(e,[t,n,r]){let i=U(e),{values:o,keys:s}=this.dt(t,n,r);if(!Array.isArray(i))return this.ut=s,o;let c=this.ut??=[],l=[],u,d,f=0,p=i.length-1,m=0,h=o.length-1;for(;f<=p&&m<=h;)if(i[f]===null)f++;else if(i[p]===null)p--;else if(c[f]===s[m])l[m]=B(i[f],o[m]),f++,m++;else if(c[p]===s[h])l[h]=B(i[p],o[h]),p--,h--;else if(c[f]===s[h])l[h]=B(i[f],o[h]),z(e,l[h+1],i[f]),f++,h--;else if(c[p]===s[m])l[m]=B(i[p],o[m]),z(e,i[f],i[p]),p--,m++;else if(u===void 0&&(u=G(s,m,h),d=G(c,f,p)),u.has(c[f])){if(u.has(c[p])){let t=d.get(s[m]),n=t===void 0?null:i[t];if(n===null){let t=z(e,i[f]);B(t,o[m]),l[m]=t}else l[m]=B(n,o[m]),z(e,i[f],n),i[t]=null;m++}else W(i[p]),p--}else W(i[f]),f++;for(;m<=h;){let t=z(e,l[h+1]);B(t,o[m]),l[m++]=t}for(;f<=p;){let e=i[f++];e!==null&&W(e)}return this.ut=s,H(e,l),a}}),q=[[`symbol`,``],[`status`,``],[`size`,`number`],[`entry_price`,`number`],[`mark_price`,`number`],[`profit_percentage`,`number`],[`unrealized_profit`,`number`]],J=class extends e{constructor(...e){super(...e),this.positions=new Map,this.filter=``,this.sort={key:`opened_at`,descending:!0}}render(){let{t:e}=this.ctx;if(!this.positions.size)return n`<div class="card empty">
        <h2>${e(`positions.none`)}</h2>
        <p class="soft">${e(`positions.none_next`)}</p>
        <button class="button" @click=${()=>this.ctx.go(`/builder`)}>
          ${e(`positions.to_builder`)}
        </button>
      </div>`;let t=A(this.positions.values(),this.filter,this.sort);return n`<div class="tools">
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
            ${[`opened_at`,...q.map(([e])=>e)].map(t=>n`<option value=${t} ?selected=${t===this.sort.key}>
                ${e(`column.${t}`)}
              </option>`)}
          </select>
        </label>
      </div>
      <div class="card">
        <table>
          <caption class="sr">
            ${e(`positions.title`)}
          </caption>
          <thead>
            <tr>
              ${q.map(([e,t])=>this.renderHead(e,t))}
              <th><span class="sr">${e(`common.actions`)}</span></th>
            </tr>
          </thead>
          <tbody>
            ${K(t,e=>e.position_id,e=>this.renderRow(e))}
          </tbody>
        </table>
        ${t.length?S:n`<p class="empty soft">${e(`positions.no_match`)}</p>`}
      </div>
      <p class="sr" role="status">${e(`positions.count`,{count:t.length})}</p>`}renderHead(e,t){let r=this.sort.key===e,i=r?this.sort.descending?`descending`:`ascending`:`none`;return n`<th class=${t} aria-sort=${i}>
      <button @click=${()=>this.sortBy(e)}>
        ${this.ctx.t(`column.${e}`)}<span aria-hidden="true"
          >${r?this.sort.descending?` ↓`:` ↑`:``}</span
        >
      </button>
    </th>`}renderRow(e){let{t,format:r}=this.ctx,i=`${x(e.symbol)} ${t(`side.${e.side}`)}`,a=e=>t(`column.${e}`);return n`<tr data-position=${e.position_id}>
      <td class="name">
        <a href=${`/tradehook${h(e)}`} @click=${t=>this.show(t,e)}>
          ${x(e.symbol)}</a
        >
        <span class="chip ${e.side===`long`?`profit`:`loss`}">
          ${t(`side.${e.side}`)}${e.leverage>1?` ${e.leverage}×`:S}
        </span>
        <div class="soft small">${e.bot_name??t(`positions.removed_bot`)} · ${e.account_name}</div>
      </td>
      <td data-label=${a(`status`)}>${b(t,`status`,e.status)}</td>
      <td class="number" data-label=${a(`size`)}>
        ${r.number(e.size)} <span class="soft">${e.base}</span>
      </td>
      <td class="number" data-label=${a(`entry_price`)}>
        ${r.price(e.entry_price,e.price_tick)}
      </td>
      <td class="number" data-label=${a(`mark_price`)}>
        ${r.price(e.mark_price,e.price_tick)}
      </td>
      <td
        class="number ${w(e.profit_percentage)}"
        data-label=${a(`profit_percentage`)}
      >
        ${r.percent(e.profit_percentage)}
      </td>
      <td
        class="number ${w(e.unrealized_profit)}"
        data-label=${a(`unrealized_profit`)}
      >
        ${r.money(e.unrealized_profit,e.quote,!0)}
      </td>
      <td class="more">
        <tradehook-menu
          .label=${t(`positions.menu`,{name:i})}
          .items=${y(this.ctx,e)}
        ></tradehook-menu>
      </td>
    </tr>`}show(e,t){e.preventDefault(),this.ctx.go(h(t))}onSort(e){this.sortBy(e.target.value)}sortBy(e){let t=this.sort.key===e?!this.sort.descending:e!==`symbol`;this.sort={key:e,descending:t}}static{this.styles=[g,r`
      .tools {
        display: flex;
        gap: 8px;
        margin-bottom: 16px;
      }
      .sorter {
        display: none;
      }
      table {
        border-collapse: collapse;
        width: 100%;
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
        padding: 8px 16px;
      }
      th.number,
      td.number {
        text-align: end;
      }
      td {
        border-top: 1px solid var(--th-line);
        padding: 8px 16px;
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
      }
      @media (max-width: 800px) {
        .sorter {
          display: block;
        }
        thead {
          clip-path: inset(50%);
          position: absolute;
        }
        tr {
          display: grid;
          gap: 8px 16px;
          grid-template-columns: 1fr 1fr;
          padding: 12px 16px;
          position: relative;
        }
        tbody tr + tr {
          border-top: 1px solid var(--th-line);
        }
        td {
          border: 0;
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
    `]}};o([C({attribute:!1})],J.prototype,`ctx`,void 0),o([C({attribute:!1})],J.prototype,`positions`,void 0),o([s()],J.prototype,`filter`,void 0),o([s()],J.prototype,`sort`,void 0),J=o([i(`tradehook-positions`)],J);var Y={accepted:`profit`,refused:`loss`,failed:`loss`,expired:`loss`},X=class extends e{constructor(...e){super(...e),this.status=``}connectedCallback(){super.connectedCallback(),this.ctx.live.needSignals()}render(){let{t:e}=this.ctx;if(!this.signals)return n`<p class="empty soft" role="status">${e(`common.loading`)}</p>`;if(!this.signals.length)return n`<div class="card empty">
        <h2>${e(`signals.none`)}</h2>
        <p class="soft">${e(`signals.none_next`)}</p>
        <button class="button" @click=${()=>this.ctx.go(`/builder`)}>
          ${e(`positions.to_builder`)}
        </button>
      </div>`;let t=[...new Set(this.signals.map(e=>e.status))].sort(),r=this.signals.filter(e=>!this.status||e.status===this.status);return n`<label class="tools">
        <span class="sr">${e(`signals.filter`)}</span>
        <select
          class="field"
          @change=${e=>this.status=e.target.value}
        >
          <option value="">${e(`signals.all`)}</option>
          ${t.map(t=>n`<option value=${t}>${b(e,`signal`,t)}</option>`)}
        </select>
      </label>
      <div class="card">
        ${K(r,e=>e.receipt_id,e=>this.renderRow(e))}
      </div>`}renderRow(e){let{t,format:r}=this.ctx,i=re(e.message);return n`<details data-receipt=${e.receipt_id}>
      <summary>
        <span class="chip ${Y[e.status]??``}">${b(t,`signal`,e.status)}</span>
        <span class="what">
          <b>${e.action??t(`signals.unreadable`)}</b> ${e.symbol??S}
          ${e.message?n`<span class="message">${e.message}</span>`:S}
        </span>
        <span class="soft when">${r.time(e.received_at)}</span>
      </summary>
      <div class="more">
        ${e.code?n`<p><span class="soft">${t(`signals.code`)}</span> <code>${e.code}</code></p>`:S}
        <p>
          <span class="soft">${t(`signals.from`)}</span>
          ${e.bot_name??t(`positions.removed_bot`)} · ${e.account_name}
          ${e.remote?n`· <bdi>${e.remote}</bdi>`:S}
        </p>
        <p class="soft">${t(`signals.payload`)}</p>
        <pre dir="ltr" tabindex="0" aria-label=${t(`signals.payload`)}>
${JSON.stringify(e.payload,null,2).split(`
`).map(e=>i.some(t=>e.includes(`"${t}"`))?n`<mark>${e}</mark>\n`:`${e}\n`)}</pre
        >
        ${e.position_id?n`<button
              class="button outlined"
              @click=${()=>this.ctx.go(h({account:e.account,position_id:e.position_id??``}))}
            >
              ${t(`signals.to_position`)}
            </button>`:S}
      </div>
    </details>`}static{this.styles=[g,r`
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
    `]}};o([C({attribute:!1})],X.prototype,`ctx`,void 0),o([C({attribute:!1})],X.prototype,`signals`,void 0),o([s()],X.prototype,`status`,void 0),X=o([i(`tradehook-signals`)],X);function re(e){return[...(e??``).matchAll(/[`"']([\w.[\]]+)[`"']|(?:^|[;,] )([\w.[\]]+):/g)].map(e=>(e[1]??e[2]??``).replace(/\[\d+\]/g,``).split(`.`).at(-1)??``).filter(Boolean)}var ie=(function(){let e=typeof document<`u`&&document.createElement(`link`).relList;return e&&e.supports&&e.supports(`modulepreload`)?`modulepreload`:`preload`})(),ae=function(e){return`/`+e},oe={},se=function(e){return e.pathname.endsWith(`.css`)},ce=function(e,t,n){if(t in e)return e[t];let r=n();if(!r){e[t]=void 0;return}let i=r.then(()=>{e[t]=void 0},n=>{throw e[t]=void 0,n});return e[t]=i,i},Z=function(e,t,n){let r=Promise.resolve();if(t&&t.length>0){let e,i=document.querySelector(`meta[property=csp-nonce]`),a=i?.nonce||i?.getAttribute(`nonce`);function o(e){return Promise.all(e.map(e=>Promise.resolve(e).then(e=>({status:`fulfilled`,value:e}),e=>({status:`rejected`,reason:e}))))}function s(e){return import.meta.resolve?new URL(import.meta.resolve(e)):new URL(e,import.meta.url)}r=o(t.map(t=>{t=ae(t,n);let r=s(t),i=se(r);return ce(oe,r.href,()=>{if(e===void 0){e={all:new Set,styles:new Set};let t=document.getElementsByTagName(`link`);for(let n=t.length-1;n>=0;n--){let r=t[n];e.all.add(r.href),r.rel===`stylesheet`&&e.styles.add(r.href)}}if((i?e.styles:e.all).has(r.href))return;let t=document.createElement(`link`);if(t.rel=i?`stylesheet`:ie,i||(t.as=`script`),t.crossOrigin=``,t.href=r.href,a&&t.setAttribute(`nonce`,a),document.head.appendChild(t),i)return new Promise((e,n)=>{let i=a=>{t.removeEventListener(`load`,i),t.removeEventListener(`error`,i),a.type===`error`?n(Error(`Unable to preload CSS for ${r}`)):e(a)};t.addEventListener(`load`,i),t.addEventListener(`error`,i)})})}).filter(e=>e!==void 0))}function i(e){let t=new Event(`vite:preloadError`,{cancelable:!0});if(t.payload=e,window.dispatchEvent(t),!t.defaultPrevented)throw e}return r.then(t=>{for(let e of t||[])e.status===`rejected`&&i(e.reason);return e().catch(i)})},Q=`/tradehook`,le=5e3,ue={position:()=>Z(()=>import(`./chunks/position.js`),[])},$=class extends e{constructor(...e){super(...e),this.narrow=!1,this.t=v,this.said=``,this.news=0,this.live=new P(this,()=>this.news+=1),this.language=``}shouldUpdate(e){if(!this.hass)return!1;let{hass:t}=this,n=!e.has(`hass`)||e.size>1||!this.ctx;return t.locale!==this.locale&&(this.locale=t.locale,this.format=new d(t.locale),this.ctx=void 0,n=!0),t.language!==this.language&&(this.language=t.language,this.loadLanguage(t.language)),this.live.use(t.connection),n}async loadLanguage(e){let t=await c(e);e===this.language&&(this.t=p(t),this.ctx=void 0)}get context(){return this.ctx??={api:this.live.api,live:this.live,format:this.format,t:this.t,go:e=>this.go(e),ask:e=>void this.confirm.ask(e),say:e=>this.say(e),link:e=>void this.linkDialog.ask(e)},this.ctx}render(){let{t:e}=this,[t=``,...r]=(this.route?.path||`/`).split(`/`).filter(Boolean);ue[t]?.().catch(e=>console.error(`Tradehook: a part is missing`,e));let i=this.context,a=r.length>0;return n`<header>
        <div class="bar">
          ${a?n`<button class="icon-button" aria-label=${e(`common.back`)} @click=${()=>this.go(`/positions`)}>
                ${f(_)}
              </button>`:this.narrow||this.hass.dockedSidebar===`always_hidden`?n`<button class="icon-button" aria-label=${e(`common.menu`)} @click=${this.toggleMenu}>
                  ${f(m)}
                </button>`:S}
          <h1>Tradehook</h1>
        </div>
        <nav aria-label=${e(`common.views`)}>
          ${this.tabs.map(([r,i])=>n`<a
              href=${`${Q}/${r}`}
              aria-current=${r===(t||`overview`)||a&&r===`positions`?`page`:S}
              @click=${e=>this.follow(e,`/${r}`)}
              >${e(`tab.${i}`)}</a
            >`)}
        </nav>
      </header>
      <main>${this.renderStatus()??this.renderView(t,r)}</main>
      <div class="said" role="status" ?data-shown=${!!this.said}>${this.said}</div>
      <tradehook-confirm .ctx=${i}></tradehook-confirm>
      <tradehook-link-dialog .ctx=${i}></tradehook-link-dialog>`}get tabs(){return[[`overview`,`overview`],[`positions`,`positions`],[`signals`,`signals`]]}renderStatus(){let{t:e,live:t}=this;switch(t.status){case`ready`:return;case`outdated`:return n`<div class="card empty">
          <h2>${e(`status.outdated`)}</h2>
          <p class="soft">${e(`status.outdated_next`)}</p>
          <button class="button" @click=${()=>location.reload()}>${e(`status.reload`)}</button>
        </div>`;case`unavailable`:return n`<div class="card empty" role="status">
          <h2>${e(`status.unavailable`)}</h2>
          <p class="soft">${e(`status.unavailable_next`)}</p>
          <p class="soft">${t.problem}</p>
        </div>`;default:return n`<p class="empty soft" role="status">${e(`status.${t.status}`)}</p>`}}renderView(e,t){let r=this.context,{live:i}=this;switch(e){case`positions`:return n`<tradehook-positions .ctx=${r} .positions=${i.positions??new Map}></tradehook-positions>`;case`position`:{let[e=``,a=``]=t.map(decodeURIComponent);return n`<tradehook-position
          .ctx=${r}
          .account=${e}
          .positionId=${a}
          .live=${i.positions?.get(a)}
          .language=${this.hass.locale.language}
        ></tradehook-position>`}case`signals`:return n`<tradehook-signals .ctx=${r} .signals=${i.signals}></tradehook-signals>`;default:return n`<tradehook-overview .ctx=${r} .accounts=${i.accounts??[]}></tradehook-overview>`}}follow(e,t){e.ctrlKey||e.metaKey||e.shiftKey||(e.preventDefault(),this.go(t))}go(e){history.pushState(null,``,Q+e),window.dispatchEvent(new CustomEvent(`location-changed`,{detail:{replace:!1}}))}say(e){this.said=e,clearTimeout(this.quiet),this.quiet=setTimeout(()=>this.said=``,le)}toggleMenu(){this.dispatchEvent(new CustomEvent(`hass-toggle-menu`,{bubbles:!0,composed:!0}))}static{this.styles=[g,r`
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
        margin: 0 auto;
        max-width: 1200px;
        padding: 16px;
      }
      .said {
        background: var(--primary-text-color);
        border-radius: 8px;
        color: var(--primary-background-color);
        inset-block-end: 16px;
        inset-inline-start: 50%;
        max-width: calc(100vw - 32px);
        opacity: 0;
        padding: 12px 20px;
        pointer-events: none;
        position: fixed;
        transform: translateX(-50%);
        transition: opacity 0.2s;
        z-index: 3;
      }
      .said:dir(rtl) {
        transform: translateX(50%);
      }
      .said[data-shown] {
        opacity: 1;
      }
      @media (prefers-reduced-motion: reduce) {
        .said {
          transition: none;
        }
      }
    `]}};o([C({attribute:!1})],$.prototype,`hass`,void 0),o([C({type:Boolean})],$.prototype,`narrow`,void 0),o([C({attribute:!1})],$.prototype,`route`,void 0),o([s()],$.prototype,`t`,void 0),o([s()],$.prototype,`said`,void 0),o([E(`tradehook-confirm`)],$.prototype,`confirm`,void 0),o([E(`tradehook-link-dialog`)],$.prototype,`linkDialog`,void 0),o([s()],$.prototype,`news`,void 0),$=o([i(`tradehook-panel`)],$);export{$ as Panel};