import{_ as e,a as t,b as n,c as r,d as i,f as a,g as o,h as s,i as c,l,m as u,n as d,o as f,p,r as m,s as h,t as g,v as _,x as v,y}from"./chunks/decorate.js";import{n as b,r as x,t as S}from"./chunks/menu.js";import"./chunks/dialog.js";import{n as C,t as ee}from"./chunks/actions.js";var w=(e,t,n)=>(n.configurable=!0,n.enumerable=!0,Reflect.decorate&&typeof t!=`object`&&Object.defineProperty(e,t,n),n);function T(e,t){return(n,r,i)=>{let a=t=>t.renderRoot?.querySelector(e)??null;if(t){let{get:e,set:t}=typeof r==`object`?n:i??(()=>{let e=Symbol();return{get(){return this[e]},set(t){this[e]=t}}})();return w(n,r,{get(){let n=e.call(this);return n===void 0&&(n=a(this),(n!==null||this.hasUpdated)&&t.call(this,n)),n}})}return w(n,r,{get(){return a(this)}})}}function E(e,t){let n=new Map(t.positions?t.positions.map(e=>[e.position_id,e]):e);for(let e of t.gone??[])n.delete(e);for(let e of t.changed??[])n.set(e.position_id,e);for(let[e,[r,i,a]]of Object.entries(t.prices??{})){let t=n.get(e);t&&n.set(e,{...t,mark_price:r,unrealized_profit:i,profit_percentage:a})}return n}function D(e,t){let n=new Map((t.signals?[]:e).map(e=>[e.receipt_id,e]));for(let e of[...t.signals??[],...t.changed??[]])n.set(e.receipt_id,e);return[...n.values()].sort((e,t)=>j(t.received_at,e.received_at))}var O=new Set([`size`,`entry_price`,`mark_price`,`profit_percentage`,`unrealized_profit`]);function k(e,t,n){let r=t.toLowerCase().split(/\s+/).filter(Boolean),i=[...e].filter(e=>{let t=[e.symbol,e.bot_name,e.account_name,e.side,e.status].join(` `).toLowerCase();return r.every(e=>t.includes(e))}),a=n.descending?-1:1;return i.sort((e,t)=>a*A(e,t,n.key)||j(e.position_id,t.position_id))}function A(e,t,n){let[r,i]=[e[n],t[n]];return r===null||i===null?Number(r!==null)-Number(i!==null):O.has(n)?Number(r)-Number(i):j(r,i)}function j(e,t){return e<t?-1:+(e>t)}var M=[500,1e3,2e3,5e3,1e4],N=class{constructor(e,t){this.changed=t,this.status=`connecting`,this.problem=``,this.ends=[],this.run=0,this.wantsSignals=!1,this.onReady=()=>void this.start(),this.onDisconnected=()=>{this.ends=[],this.forget(),this.set(`disconnected`)},e.addController(this)}get api(){if(!this.connection)throw Error(`Home Assistant is not connected`);return new h(this.connection)}use(e){this.connection!==e&&(this.stop(),this.connection=e,this.begin())}hostConnected(){this.connection&&this.begin()}hostDisconnected(){this.stop()}needSignals(){this.wantsSignals||(this.wantsSignals=!0,this.status===`ready`&&this.followSignals(this.run))}begin(){this.stop(),this.connection?.addEventListener(`ready`,this.onReady),this.connection?.addEventListener(`disconnected`,this.onDisconnected),this.start()}stop(){this.connection?.removeEventListener(`ready`,this.onReady),this.connection?.removeEventListener(`disconnected`,this.onDisconnected),this.forget()}forget(){this.run+=1,clearTimeout(this.timer);for(let e of this.ends)e();this.ends=[],this.positions=this.accounts=this.signals=void 0}async start(e=0){this.forget();let t=this.run;this.status!==`unavailable`&&this.set(`connecting`);try{let{compatible:e}=await this.api.connect();if(t!==this.run)return;if(!e){this.set(`outdated`);return}let{api:n}=this;await this.follow(t,e=>n.positions(e(e=>{this.positions=E(this.positions??new Map,e)}))),await this.follow(t,e=>n.accounts(e(({accounts:e})=>{this.accounts=e}))),this.wantsSignals&&await this.followSignals(t),t===this.run&&this.set(`ready`)}catch(n){if(t!==this.run)return;this.set(`unavailable`,r(n));let i=M[Math.min(e,M.length-1)];this.timer=setTimeout(()=>void this.start(e+1),i)}}followSignals(e){let{api:t}=this;return this.follow(e,e=>t.signals(e(e=>{this.signals=D(this.signals??[],e)})))}async follow(e,t){if(e!==this.run)return;let n=await t(t=>n=>{e===this.run&&(t(n),this.changed())});e===this.run?this.ends.push(n):n()}set(e,t=``){this.status=e,this.problem=t,this.changed()}},P=class extends o{constructor(...e){super(...e),this.accounts=[]}render(){let{t:e}=this.ctx;return this.accounts.length?y`<div class="grid">${this.accounts.map(e=>this.renderAccount(e))}</div>`:y`<div class="card empty">
        <h2>${e(`overview.none`)}</h2>
        <p class="soft">${e(`overview.none_next`)}</p>
        <a class="button" href="/config/integrations/integration/tradehook">
          ${e(`overview.to_integration`)}
        </a>
      </div>`}renderAccount(t){let{t:n,format:r}=this.ctx,i=(e,n=!1)=>r.money(e,t.currency,n);return y`<section class="card" aria-label=${t.name}>
      <header>
        <h2>${t.name}</h2>
        <span class="chip">${f(n,`account_type`,t.type)}</span>
        <span class="chip">${f(n,`market_type`,t.market_type)}</span>
        ${t.loaded&&!t.connected?y`<span class="chip loss">${n(`overview.disconnected`)}</span>`:e}
      </header>
      ${t.loaded?y`<div class="equity number">${i(t.equity)}</div>
            <dl>
              ${this.fact(`realized_profit_today`,i(t.realized_profit_today,!0),a(t.realized_profit_today))}
              ${this.fact(`realized_profit`,i(t.realized_profit,!0),a(t.realized_profit))}
              ${this.fact(`unrealized_profit`,i(t.unrealized_profit,!0),a(t.unrealized_profit))}
              ${this.fact(`invested`,i(t.invested))}
              ${this.fact(`free_balance`,i(t.free_balance))}
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
            ${t.bots.length?t.bots.map(e=>this.renderBot(t,e)):y`<p class="row soft">${n(`overview.no_bots`)}</p>`}`:y`<p class="row error">
            ${f(n,`account_state`,t.state)} ${t.problem??e}
          </p>`}
    </section>`}fact(e,t,n=``){return y`<div>
      <dt class="soft">${this.ctx.t(`overview.${e}`)}</dt>
      <dd class="number ${n}">${t}</dd>
    </div>`}renderBot(t,n){let{t:r,format:i}=this.ctx,a=r(`overview.bot_numbers`,{open:n.open_positions??0,trades:n.trades??0,wins:n.win_rate===null||n.win_rate===void 0?`–`:i.number(n.win_rate,0)});return y`<div class="row" data-bot=${n.bot_id}>
      <span>
        <b>${n.name}</b>
        <span class="chip ${n.status===`running`?`profit`:n.status===`halted`?`loss`:``}">
          ${f(r,`bot_status`,n.status)}
        </span>
        <span class="soft small">${a}</span>
        ${n.reason?y`<span class="soft small">${f(r,`reason`,n.reason)}</span>`:e}
      </span>
      <button
        class="button ${n.on?`outlined`:``}"
        aria-label=${r(n.on?`overview.stop_bot`:`overview.start_bot`,{name:n.name})}
        @click=${()=>this.switchBot(t,n)}
      >
        ${r(n.on?`overview.stop`:`overview.start`)}
      </button>
    </div>`}switchBot(e,t){let{t:n,api:r}=this.ctx,i=t.name;this.ctx.ask({title:n(t.on?`overview.stop_bot`:`overview.start_bot`,{name:i}),text:n(t.on?`overview.stop_text`:`overview.start_text`),confirm:n(t.on?`overview.stop`:`overview.start`),act:async()=>(await r.setBot(e.account,t.bot_id,!t.on),n(t.on?`overview.stopped`:`overview.started`,{name:i}))})}switchTrading(e){let{t,api:n}=this.ctx,r=!e.trading_enabled;this.ctx.ask({title:t(r?`overview.trading_start`:`overview.trading_stop`,{name:e.name}),text:t(r?`overview.trading_start_text`:`overview.trading_stop_text`),confirm:t(r?`overview.turn_on`:`overview.turn_off`),danger:!r,act:async()=>(await n.setTrading(e.account,r),t(r?`overview.trading_on`:`overview.trading_off`))})}static{this.styles=[d,v`
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
    `]}};g([u({attribute:!1})],P.prototype,`ctx`,void 0),g([u({attribute:!1})],P.prototype,`accounts`,void 0),P=g([s(`tradehook-overview`)],P);var te={ATTRIBUTE:1,CHILD:2,PROPERTY:3,BOOLEAN_ATTRIBUTE:4,EVENT:5,ELEMENT:6},ne=e=>(...t)=>({_$litDirective$:e,values:t}),re=class{constructor(e){}get _$AU(){return this._$AM._$AU}_$AT(e,t,n){this._$Ct=e,this._$AM=t,this._$Ci=n}_$AS(e,t){return this.update(e,t)}update(e,t){return this.render(...t)}},{I:F}=n,I=e=>e,L=()=>document.createComment(``),R=(e,t,n)=>{let r=e._$AA.parentNode,i=t===void 0?e._$AB:t._$AA;if(n===void 0)n=new F(r.insertBefore(L(),i),r.insertBefore(L(),i),e,e.options);else{let t=n._$AB.nextSibling,a=n._$AM,o=a!==e;if(o){let t;n._$AQ?.(e),n._$AM=e,n._$AP!==void 0&&(t=e._$AU)!==a._$AU&&n._$AP(t)}if(t!==i||o){let e=n._$AA;for(;e!==t;){let t=I(e).nextSibling;I(r).insertBefore(e,i),e=t}}}return n},z=(e,t,n=e)=>(e._$AI(t,n),e),B={},V=(e,t=B)=>e._$AH=t,H=e=>e._$AH,U=e=>{e._$AR(),e._$AA.remove()},W=(e,t,n)=>{let r=new Map;for(let i=t;i<=n;i++)r.set(e[i],i);return r},G=ne(class extends re{constructor(e){if(super(e),e.type!==te.CHILD)throw Error(`repeat() can only be used in text expressions`)}dt(e,t,n){let r;n===void 0?n=t:t!==void 0&&(r=t);let i=[],a=[],o=0;for(let t of e)i[o]=r?r(t,o):o,a[o]=n(t,o),o++;return{values:a,keys:i}}render(e,t,n){return this.dt(e,t,n).values}update(e,[t,n,r]){let i=H(e),{values:a,keys:o}=this.dt(t,n,r);if(!Array.isArray(i))return this.ut=o,a;let s=this.ut??=[],c=[],l,u,d=0,f=i.length-1,p=0,m=a.length-1;for(;d<=f&&p<=m;)if(i[d]===null)d++;else if(i[f]===null)f--;else if(s[d]===o[p])c[p]=z(i[d],a[p]),d++,p++;else if(s[f]===o[m])c[m]=z(i[f],a[m]),f--,m--;else if(s[d]===o[m])c[m]=z(i[d],a[m]),R(e,c[m+1],i[d]),d++,m--;else if(s[f]===o[p])c[p]=z(i[f],a[p]),R(e,i[d],i[f]),f--,p++;else if(l===void 0&&(l=W(o,p,m),u=W(s,d,f)),l.has(s[d])){if(l.has(s[f])){let t=u.get(o[p]),n=t===void 0?null:i[t];if(n===null){let t=R(e,i[d]);z(t,a[p]),c[p]=t}else c[p]=z(n,a[p]),R(e,i[d],n),i[t]=null;p++}else U(i[f]),f--}else U(i[d]),d++;for(;p<=m;){let t=R(e,c[m+1]);z(t,a[p]),c[p++]=t}for(;d<=f;){let e=i[d++];e!==null&&U(e)}return this.ut=o,V(e,c),_}}),K=[[`symbol`,``],[`status`,``],[`size`,`number`],[`entry_price`,`number`],[`mark_price`,`number`],[`profit_percentage`,`number`],[`unrealized_profit`,`number`]],q=class extends o{constructor(...e){super(...e),this.positions=new Map,this.filter=``,this.sort={key:`opened_at`,descending:!0}}render(){let{t}=this.ctx;if(!this.positions.size)return y`<div class="card empty">
        <h2>${t(`positions.none`)}</h2>
        <p class="soft">${t(`positions.none_next`)}</p>
        <button class="button" @click=${()=>this.ctx.go(`/builder`)}>
          ${t(`positions.to_builder`)}
        </button>
      </div>`;let n=k(this.positions.values(),this.filter,this.sort);return y`<div class="tools">
        <input
          class="field"
          type="search"
          aria-label=${t(`positions.filter`)}
          placeholder=${t(`positions.filter`)}
          .value=${this.filter}
          @input=${e=>this.filter=e.target.value}
        />
        <label class="sorter">
          <span class="sr">${t(`positions.sort`)}</span>
          <select class="field" @change=${this.onSort}>
            ${[`opened_at`,...K.map(([e])=>e)].map(e=>y`<option value=${e} ?selected=${e===this.sort.key}>
                ${t(`column.${e}`)}
              </option>`)}
          </select>
        </label>
      </div>
      <div class="card">
        <table>
          <caption class="sr">
            ${t(`positions.title`)}
          </caption>
          <thead>
            <tr>
              ${K.map(([e,t])=>this.renderHead(e,t))}
              <th><span class="sr">${t(`common.actions`)}</span></th>
            </tr>
          </thead>
          <tbody>
            ${G(n,e=>e.position_id,e=>this.renderRow(e))}
          </tbody>
        </table>
        ${n.length?e:y`<p class="empty soft">${t(`positions.no_match`)}</p>`}
      </div>
      <p class="sr" role="status">${t(`positions.count`,{count:n.length})}</p>`}renderHead(e,t){let n=this.sort.key===e,r=n?this.sort.descending?`descending`:`ascending`:`none`;return y`<th class=${t} aria-sort=${r}>
      <button @click=${()=>this.sortBy(e)}>
        ${this.ctx.t(`column.${e}`)}<span aria-hidden="true"
          >${n?this.sort.descending?` ↓`:` ↑`:``}</span
        >
      </button>
    </th>`}renderRow(t){let{t:n,format:r}=this.ctx,o=`${i(t.symbol)} ${n(`side.${t.side}`)}`,s=e=>n(`column.${e}`);return y`<tr data-position=${t.position_id}>
      <td class="name">
        <a href=${`/tradehook${C(t)}`} @click=${e=>this.show(e,t)}>
          ${i(t.symbol)}</a
        >
        <span class="chip ${t.side===`long`?`profit`:`loss`}">
          ${n(`side.${t.side}`)}${t.leverage>1?` ${t.leverage}×`:e}
        </span>
        <div class="soft small">${t.bot_name??n(`positions.removed_bot`)} · ${t.account_name}</div>
      </td>
      <td data-label=${s(`status`)}>${f(n,`status`,t.status)}</td>
      <td class="number" data-label=${s(`size`)}>
        ${r.number(t.size)} <span class="soft">${t.base}</span>
      </td>
      <td class="number" data-label=${s(`entry_price`)}>
        ${r.price(t.entry_price,t.price_tick)}
      </td>
      <td class="number" data-label=${s(`mark_price`)}>
        ${r.price(t.mark_price,t.price_tick)}
      </td>
      <td
        class="number ${a(t.profit_percentage)}"
        data-label=${s(`profit_percentage`)}
      >
        ${r.percent(t.profit_percentage)}
      </td>
      <td
        class="number ${a(t.unrealized_profit)}"
        data-label=${s(`unrealized_profit`)}
      >
        ${r.money(t.unrealized_profit,t.quote,!0)}
      </td>
      <td class="more">
        <tradehook-menu
          .label=${n(`positions.menu`,{name:o})}
          .items=${ee(this.ctx,t)}
        ></tradehook-menu>
      </td>
    </tr>`}show(e,t){e.preventDefault(),this.ctx.go(C(t))}onSort(e){this.sortBy(e.target.value)}sortBy(e){let t=this.sort.key===e?!this.sort.descending:e!==`symbol`;this.sort={key:e,descending:t}}static{this.styles=[d,v`
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
    `]}};g([u({attribute:!1})],q.prototype,`ctx`,void 0),g([u({attribute:!1})],q.prototype,`positions`,void 0),g([p()],q.prototype,`filter`,void 0),g([p()],q.prototype,`sort`,void 0),q=g([s(`tradehook-positions`)],q);var J={accepted:`profit`,refused:`loss`,failed:`loss`,expired:`loss`},Y=class extends o{constructor(...e){super(...e),this.status=``}connectedCallback(){super.connectedCallback(),this.ctx.live.needSignals()}render(){let{t:e}=this.ctx;if(!this.signals)return y`<p class="empty soft" role="status">${e(`common.loading`)}</p>`;if(!this.signals.length)return y`<div class="card empty">
        <h2>${e(`signals.none`)}</h2>
        <p class="soft">${e(`signals.none_next`)}</p>
        <button class="button" @click=${()=>this.ctx.go(`/builder`)}>
          ${e(`positions.to_builder`)}
        </button>
      </div>`;let t=[...new Set(this.signals.map(e=>e.status))].sort(),n=this.signals.filter(e=>!this.status||e.status===this.status);return y`<label class="tools">
        <span class="sr">${e(`signals.filter`)}</span>
        <select
          class="field"
          @change=${e=>this.status=e.target.value}
        >
          <option value="">${e(`signals.all`)}</option>
          ${t.map(t=>y`<option value=${t}>${f(e,`signal`,t)}</option>`)}
        </select>
      </label>
      <div class="card">
        ${G(n,e=>e.receipt_id,e=>this.renderRow(e))}
      </div>`}renderRow(t){let{t:n,format:r}=this.ctx,i=ie(t.message);return y`<details data-receipt=${t.receipt_id}>
      <summary>
        <span class="chip ${J[t.status]??``}">${f(n,`signal`,t.status)}</span>
        <span class="what">
          <b>${t.action??n(`signals.unreadable`)}</b> ${t.symbol??e}
          ${t.message?y`<span class="message">${t.message}</span>`:e}
        </span>
        <span class="soft when">${r.time(t.received_at)}</span>
      </summary>
      <div class="more">
        ${t.code?y`<p><span class="soft">${n(`signals.code`)}</span> <code>${t.code}</code></p>`:e}
        <p>
          <span class="soft">${n(`signals.from`)}</span>
          ${t.bot_name??n(`positions.removed_bot`)} · ${t.account_name}
          ${t.remote?y`· <bdi>${t.remote}</bdi>`:e}
        </p>
        <p class="soft">${n(`signals.payload`)}</p>
        <pre dir="ltr" tabindex="0" aria-label=${n(`signals.payload`)}>
${JSON.stringify(t.payload,null,2).split(`
`).map(e=>i.some(t=>e.includes(`"${t}"`))?y`<mark>${e}</mark>\n`:`${e}\n`)}</pre
        >
        ${t.position_id?y`<button
              class="button outlined"
              @click=${()=>this.ctx.go(C({account:t.account,position_id:t.position_id??``}))}
            >
              ${n(`signals.to_position`)}
            </button>`:e}
      </div>
    </details>`}static{this.styles=[d,v`
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
    `]}};g([u({attribute:!1})],Y.prototype,`ctx`,void 0),g([u({attribute:!1})],Y.prototype,`signals`,void 0),g([p()],Y.prototype,`status`,void 0),Y=g([s(`tradehook-signals`)],Y);function ie(e){return[...(e??``).matchAll(/[`"']([\w.[\]]+)[`"']|(?:^|[;,] )([\w.[\]]+):/g)].map(e=>(e[1]??e[2]??``).replace(/\[\d+\]/g,``).split(`.`).at(-1)??``).filter(Boolean)}var ae=(function(){let e=typeof document<`u`&&document.createElement(`link`).relList;return e&&e.supports&&e.supports(`modulepreload`)?`modulepreload`:`preload`})(),oe=function(e){return`/`+e},se={},ce=function(e){return e.pathname.endsWith(`.css`)},le=function(e,t,n){if(t in e)return e[t];let r=n();if(!r){e[t]=void 0;return}let i=r.then(()=>{e[t]=void 0},n=>{throw e[t]=void 0,n});return e[t]=i,i},X=function(e,t,n){let r=Promise.resolve();if(t&&t.length>0){let e,i=document.querySelector(`meta[property=csp-nonce]`),a=i?.nonce||i?.getAttribute(`nonce`);function o(e){return Promise.all(e.map(e=>Promise.resolve(e).then(e=>({status:`fulfilled`,value:e}),e=>({status:`rejected`,reason:e}))))}function s(e){return import.meta.resolve?new URL(import.meta.resolve(e)):new URL(e,import.meta.url)}r=o(t.map(t=>{t=oe(t,n);let r=s(t),i=ce(r);return le(se,r.href,()=>{if(e===void 0){e={all:new Set,styles:new Set};let t=document.getElementsByTagName(`link`);for(let n=t.length-1;n>=0;n--){let r=t[n];e.all.add(r.href),r.rel===`stylesheet`&&e.styles.add(r.href)}}if((i?e.styles:e.all).has(r.href))return;let t=document.createElement(`link`);if(t.rel=i?`stylesheet`:ae,i||(t.as=`script`),t.crossOrigin=``,t.href=r.href,a&&t.setAttribute(`nonce`,a),document.head.appendChild(t),i)return new Promise((e,n)=>{let i=a=>{t.removeEventListener(`load`,i),t.removeEventListener(`error`,i),a.type===`error`?n(Error(`Unable to preload CSS for ${r}`)):e(a)};t.addEventListener(`load`,i),t.addEventListener(`error`,i)})})}).filter(e=>e!==void 0))}function i(e){let t=new Event(`vite:preloadError`,{cancelable:!0});if(t.payload=e,window.dispatchEvent(t),!t.defaultPrevented)throw e}return r.then(t=>{for(let e of t||[])e.status===`rejected`&&i(e.reason);return e().catch(i)})},Z=`/tradehook`,ue=5e3,Q={builder:()=>X(()=>import(`./chunks/builder.js`),[]),position:()=>X(()=>import(`./chunks/position.js`),[]),trades:()=>X(()=>import(`./chunks/trades.js`),[])},$=class extends o{constructor(...e){super(...e),this.narrow=!1,this.t=m,this.said=``,this.news=0,this.live=new N(this,()=>this.news+=1),this.language=``}shouldUpdate(e){if(!this.hass)return!1;let{hass:t}=this,n=!e.has(`hass`)||e.size>1||!this.ctx;return t.locale!==this.locale&&(this.locale=t.locale,this.format=new l(t.locale),this.ctx=void 0,n=!0),t.language!==this.language&&(this.language=t.language,this.loadLanguage(t.language)),this.live.use(t.connection),n}async loadLanguage(e){let n=await c(e);e===this.language&&(this.t=t(n),this.ctx=void 0)}get context(){return this.ctx??={api:this.live.api,live:this.live,format:this.format,t:this.t,go:e=>this.go(e),ask:e=>void this.confirm.ask(e),say:e=>this.say(e),link:e=>void this.linkDialog.ask(e)},this.ctx}render(){let{t}=this,[n=``,...r]=(this.route?.path||`/`).split(`/`).filter(Boolean);Q[n]?.().catch(e=>console.error(`Tradehook: a part is missing`,e));let i=this.context,a=r.length>0;return y`<header>
        <div class="bar">
          ${a?y`<button class="icon-button" aria-label=${t(`common.back`)} @click=${()=>this.go(`/positions`)}>
                ${x(S)}
              </button>`:this.narrow||this.hass.dockedSidebar===`always_hidden`?y`<button class="icon-button" aria-label=${t(`common.menu`)} @click=${this.toggleMenu}>
                  ${x(b)}
                </button>`:e}
          <h1>Tradehook</h1>
        </div>
        <nav aria-label=${t(`common.views`)}>
          ${this.tabs.map(([r,i])=>y`<a
              href=${`${Z}/${r}`}
              aria-current=${r===(n||`overview`)||a&&r===`positions`?`page`:e}
              @click=${e=>this.follow(e,`/${r}`)}
              >${t(`tab.${i}`)}</a
            >`)}
        </nav>
      </header>
      <main>${this.renderStatus()??this.renderView(n,r)}</main>
      <div class="said" role="status" ?data-shown=${!!this.said}>${this.said}</div>
      <tradehook-confirm .ctx=${i}></tradehook-confirm>
      <tradehook-link-dialog .ctx=${i}></tradehook-link-dialog>`}get tabs(){return[[`overview`,`overview`],[`positions`,`positions`],[`signals`,`signals`],[`builder`,`builder`],[`trades`,`trades`]]}renderStatus(){let{t:e,live:t}=this;switch(t.status){case`ready`:return;case`outdated`:return y`<div class="card empty">
          <h2>${e(`status.outdated`)}</h2>
          <p class="soft">${e(`status.outdated_next`)}</p>
          <button class="button" @click=${()=>location.reload()}>${e(`status.reload`)}</button>
        </div>`;case`unavailable`:return y`<div class="card empty" role="status">
          <h2>${e(`status.unavailable`)}</h2>
          <p class="soft">${e(`status.unavailable_next`)}</p>
          <p class="soft">${t.problem}</p>
        </div>`;default:return y`<p class="empty soft" role="status">${e(`status.${t.status}`)}</p>`}}renderView(e,t){let n=this.context,{live:r}=this;switch(e){case`positions`:return y`<tradehook-positions .ctx=${n} .positions=${r.positions??new Map}></tradehook-positions>`;case`position`:{let[e=``,i=``]=t.map(decodeURIComponent);return y`<tradehook-position
          .ctx=${n}
          .account=${e}
          .positionId=${i}
          .live=${r.positions?.get(i)}
          .language=${this.hass.locale.language}
        ></tradehook-position>`}case`builder`:return y`<tradehook-builder .ctx=${n} .accounts=${r.accounts??[]}></tradehook-builder>`;case`trades`:return y`<tradehook-trades .ctx=${n} .accounts=${r.accounts??[]}></tradehook-trades>`;case`signals`:return y`<tradehook-signals .ctx=${n} .signals=${r.signals}></tradehook-signals>`;default:return y`<tradehook-overview .ctx=${n} .accounts=${r.accounts??[]}></tradehook-overview>`}}follow(e,t){e.ctrlKey||e.metaKey||e.shiftKey||(e.preventDefault(),this.go(t))}go(e){history.pushState(null,``,Z+e),window.dispatchEvent(new CustomEvent(`location-changed`,{detail:{replace:!1}}))}say(e){this.said=e,clearTimeout(this.quiet),this.quiet=setTimeout(()=>this.said=``,ue)}toggleMenu(){this.dispatchEvent(new CustomEvent(`hass-toggle-menu`,{bubbles:!0,composed:!0}))}static{this.styles=[d,v`
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
    `]}};g([u({attribute:!1})],$.prototype,`hass`,void 0),g([u({type:Boolean})],$.prototype,`narrow`,void 0),g([u({attribute:!1})],$.prototype,`route`,void 0),g([p()],$.prototype,`t`,void 0),g([p()],$.prototype,`said`,void 0),g([T(`tradehook-confirm`)],$.prototype,`confirm`,void 0),g([T(`tradehook-link-dialog`)],$.prototype,`linkDialog`,void 0),g([p()],$.prototype,`news`,void 0),$=g([s(`tradehook-panel`)],$);export{$ as Panel};