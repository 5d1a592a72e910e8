import{S as e,_ as t,a as n,b as r,c as i,d as a,f as o,g as s,h as c,i as l,l as u,m as d,n as f,o as p,p as m,r as h,s as ee,t as g,v as te,x as _,y as v}from"./chunks/decorate.js";import{n as ne,r as y,t as b}from"./chunks/menu.js";import"./chunks/dialog.js";import{n as x,t as re}from"./chunks/actions.js";var S=(e,t,n)=>(n.configurable=!0,n.enumerable=!0,Reflect.decorate&&typeof t!=`object`&&Object.defineProperty(e,t,n),n);function C(e,t){return(n,r,i)=>{let a=t=>t.renderRoot?.querySelector(e)??null;if(t){let{get:e,set:t}=typeof r==`object`?n:i??(()=>{let e=Symbol();return{get(){return this[e]},set(t){this[e]=t}}})();return S(n,r,{get(){let n=e.call(this);return n===void 0&&(n=a(this),(n!==null||this.hasUpdated)&&t.call(this,n)),n}})}return S(n,r,{get(){return a(this)}})}}function ie(e,t){let n=new Map(t.positions?t.positions.map(e=>[e.position_id,e]):e);for(let e of t.gone??[])n.delete(e);for(let e of t.changed??[])n.set(e.position_id,e);for(let[e,[r,i,a]]of Object.entries(t.prices??{})){let t=n.get(e);t&&n.set(e,{...t,mark_price:r,unrealized_profit:i,profit_percentage:a})}return n}function ae(e,t){let n=new Map((t.signals?[]:e).map(e=>[e.receipt_id,e]));for(let e of[...t.signals??[],...t.changed??[]])n.set(e.receipt_id,e);return[...n.values()].sort((e,t)=>T(t.received_at,e.received_at))}var oe=new Set([`size`,`entry_price`,`mark_price`,`profit_percentage`,`unrealized_profit`]);function se(e,t,n){let r=t.toLowerCase().split(/\s+/).filter(Boolean),i=[...e].filter(e=>{let t=[e.symbol,e.bot_name,e.account_name,e.side,e.status].join(` `).toLowerCase();return r.every(e=>t.includes(e))}),a=n.descending?-1:1;return i.sort((e,t)=>a*w(e,t,n.key)||T(e.position_id,t.position_id))}function w(e,t,n){let[r,i]=[e[n],t[n]];return r===null||i===null?Number(r!==null)-Number(i!==null):oe.has(n)?Number(r)-Number(i):T(r,i)}function T(e,t){return e<t?-1:+(e>t)}var E=[500,1e3,2e3,5e3,1e4],D=class{constructor(e,t){this.changed=t,this.status=`connecting`,this.problem=``,this.ends=[],this.run=0,this.wantsSignals=!1,this.onReady=()=>void this.start(),this.onDisconnected=()=>{this.ends=[],this.forget(),this.set(`disconnected`)},e.addController(this)}get api(){if(!this.connection)throw Error(`Home Assistant is not connected`);return new ee(this.connection)}use(e){return this.connection!==e&&(this.stop(),this.connection=e,this.begin(),!0)}hostConnected(){this.connection&&this.begin()}hostDisconnected(){this.stop()}needSignals(){this.wantsSignals||(this.wantsSignals=!0,this.status===`ready`&&this.followSignals(this.run))}begin(){this.stop(),this.connection?.addEventListener(`ready`,this.onReady),this.connection?.addEventListener(`disconnected`,this.onDisconnected),this.start()}stop(){this.connection?.removeEventListener(`ready`,this.onReady),this.connection?.removeEventListener(`disconnected`,this.onDisconnected),this.forget()}forget(){this.run+=1,clearTimeout(this.timer);for(let e of this.ends)e();this.ends=[],this.positions=this.accounts=this.signals=void 0}async start(e=0){this.forget();let t=this.run;this.status!==`unavailable`&&this.set(`connecting`);try{let{compatible:e}=await this.api.connect();if(t!==this.run)return;if(!e){this.set(`outdated`);return}let{api:n}=this;await this.follow(t,e=>n.positions(e(e=>{this.positions=ie(this.positions??new Map,e)}))),await this.follow(t,e=>n.accounts(e(({accounts:e})=>{this.accounts=e}))),this.wantsSignals&&await this.followSignals(t),t===this.run&&this.set(`ready`)}catch(n){if(t!==this.run)return;this.set(`unavailable`,i(n));let r=E[Math.min(e,E.length-1)];this.timer=setTimeout(()=>void this.start(e+1),r)}}followSignals(e){let{api:t}=this;return this.follow(e,e=>t.signals(e(e=>{this.signals=ae(this.signals??[],e)})))}async follow(e,t){if(e!==this.run)return;let n=await t(t=>n=>{e===this.run&&(t(n),this.changed())});e===this.run?this.ends.push(n):n()}set(e,t=``){this.status=e,this.problem=t,this.changed()}},O=class extends s{constructor(...e){super(...e),this.accounts=[],this.stamp=``,this.error=``}willUpdate(e){e.has(`stamp`)&&this.load()}async load(){let{stamp:e}=this;try{let t=this.accounts.filter(e=>e.loaded),n=await Promise.all(t.map(({account:e})=>this.ctx.api.history(e)));if(e!==this.stamp)return;this.rows=n.flat().sort((e,t)=>(t.closed_at??``).localeCompare(e.closed_at??``)),this.error=``}catch(e){this.error=i(e)}}render(){let{t:e,format:t}=this.ctx;return this.error?v`<p class="card empty error" role="alert">${this.error}</p>`:this.rows?this.rows.length?v`<ul class="card">
      ${this.rows.map(n=>v`<li data-position=${n.position_id}>
          <span>
            <a href=${`/tradehook${x(n)}`} @click=${e=>this.show(e,n)}>${a(n.symbol)}</a>
            <span class="chip ${n.side===`long`?`profit`:`loss`}">${e(`side.${n.side}`)}</span>
            ${p(e,`status`,n.status)}
            <span class="soft small">
              ${t.time(n.closed_at)} · ${p(e,`close_reason`,n.close_reason)} ·
              ${n.bot_name??e(`positions.removed_bot`)}
            </span>
          </span>
          <span class="number ${o(n.realized_profit)}">
            ${t.money(n.realized_profit,n.quote,!0)}
          </span>
        </li>`)}
    </ul>`:v`<div class="card empty">
        <h2>${e(`history.none`)}</h2>
        <p class="soft">${e(`history.none_next`)}</p>
      </div>`:v`<p class="empty soft" role="status">${e(`common.loading`)}</p>`}show(e,t){e.preventDefault(),this.ctx.go(x(t))}static{this.styles=[f,e`
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
      .small {
        display: block;
        font-size: 12px;
        margin-top: 4px;
      }
    `]}};g([d({attribute:!1})],O.prototype,`ctx`,void 0),g([d({attribute:!1})],O.prototype,`accounts`,void 0),g([d()],O.prototype,`stamp`,void 0),g([m()],O.prototype,`rows`,void 0),g([m()],O.prototype,`error`,void 0),O=g([c(`tradehook-history`)],O);var ce=24,le=2e4,k=400,A=64,j=class extends s{constructor(...e){super(...e),this.entity=``,this.now=``,this.points=[]}willUpdate(e){e.has(`entity`)&&this.entity&&this.load(),e.has(`now`)&&this.now&&(this.points=M(this.points,[Date.now(),Number(this.now)]))}async load(){let{entity:e}=this;try{let t=await this.ctx.api.states(e,ce);e===this.entity&&(this.points=ue(t,this.points))}catch{}}render(){let e=N(this.points);if(!e)return t;let{t:n,format:r}=this.ctx,i=this.points.map(([,e])=>e),a=n(`overview.equity_curve`,{low:r.number(Math.min(...i),2),high:r.number(Math.max(...i),2)});return v`<svg viewBox="0 0 ${k} ${A}" preserveAspectRatio="none" role="img" aria-label=${a}>
      ${_`<path d=${e}></path>`}
    </svg>`}static{this.styles=[f,e`
      svg {
        direction: ltr;
        display: block;
        height: ${A}px;
        padding: 8px 16px 0;
        width: 100%;
      }
      path {
        fill: none;
        stroke: var(--primary-color);
        stroke-width: 2;
        vector-effect: non-scaling-stroke;
      }
    `]}};g([d({attribute:!1})],j.prototype,`ctx`,void 0),g([d()],j.prototype,`entity`,void 0),g([d()],j.prototype,`now`,void 0),g([m()],j.prototype,`points`,void 0),j=g([c(`tradehook-equity`)],j);function ue(e,t){let n=t[0]?.[0]??1/0;return[...e.filter(([e])=>e<n),...t]}function M(e,t){let n=e.at(-2);return[...n!==void 0&&t[0]-n[0]<le?e.slice(0,-1):e,t]}function N(e){let[t]=e,n=e.at(-1);if(!t||!n||t[0]===n[0])return``;let r=e.map(([,e])=>e),i=Math.min(...r),a=Math.max(...r)-i||1;return e.map(([e,r],o)=>{let s=(e-t[0])/(n[0]-t[0])*k,c=60-(r-i)/a*56;return`${o?`L`:`M`}${s.toFixed(1)} ${c.toFixed(1)}`}).join(``)}var P=class extends s{constructor(...e){super(...e),this.accounts=[]}render(){let{t:e}=this.ctx;return this.accounts.length?v`<div class="grid">${this.accounts.map(e=>this.renderAccount(e))}</div>`:v`<div class="card empty">
        <h2>${e(`overview.none`)}</h2>
        <p class="soft">${e(`overview.none_next`)}</p>
        <a class="button" href="/config/integrations/integration/tradehook">
          ${e(`overview.to_integration`)}
        </a>
      </div>`}renderAccount(e){let{t:n,format:r}=this.ctx,i=(t,n=!1)=>r.money(t,e.currency,n);return v`<section class="card" aria-label=${e.name}>
      <header>
        <h2>${e.name}</h2>
        <span class="chip">${p(n,`account_type`,e.type)}</span>
        <span class="chip">${p(n,`market_type`,e.market_type)}</span>
        ${e.loaded&&!e.connected?v`<span class="chip loss">${n(`overview.disconnected`)}</span>`:t}
      </header>
      ${e.loaded?v`<div class="equity number">${i(e.equity)}</div>
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
              ${this.fact(`open_positions`,String(e.open_positions??0))}
            </dl>
            <div class="row">
              <span>
                <b>${n(`overview.trading`)}</b>
                <span class="soft small">
                  ${n(e.trading_enabled?`overview.trading_on`:`overview.trading_off`)}
                </span>
              </span>
              <button
                class="button ${e.trading_enabled?`outlined`:``}"
                @click=${()=>this.switchTrading(e)}
              >
                ${n(e.trading_enabled?`overview.turn_off`:`overview.turn_on`)}
              </button>
            </div>
            ${e.bots.length?e.bots.map(t=>this.renderBot(e,t)):v`<p class="row soft">${n(`overview.no_bots`)}</p>`}`:v`<p class="row error">
            ${p(n,`account_state`,e.state)} ${e.problem??t}
          </p>`}
    </section>`}fact(e,t,n=``){return v`<div>
      <dt class="soft">${this.ctx.t(`overview.${e}`)}</dt>
      <dd class="number ${n}">${t}</dd>
    </div>`}renderBot(e,n){let{t:r,format:i}=this.ctx,a=r(`overview.bot_numbers`,{open:n.open_positions??0,trades:n.trades??0,wins:n.win_rate===null||n.win_rate===void 0?`–`:i.number(n.win_rate,0)});return v`<div class="row" data-bot=${n.bot_id}>
      <span>
        <b>${n.name}</b>
        <span class="chip ${n.status===`running`?`profit`:n.status===`halted`?`loss`:``}">
          ${p(r,`bot_status`,n.status)}
        </span>
        <span class="soft small">${a}</span>
        ${n.reason?v`<span class="soft small">${p(r,`reason`,n.reason)}</span>`:t}
      </span>
      <button
        class="button ${n.on?`outlined`:``}"
        aria-label=${r(n.on?`overview.stop_bot`:`overview.start_bot`,{name:n.name})}
        @click=${()=>this.switchBot(e,n)}
      >
        ${r(n.on?`overview.stop`:`overview.start`)}
      </button>
    </div>`}switchBot(e,t){let{t:n,api:r}=this.ctx,i=t.name;this.ctx.ask({title:n(t.on?`overview.stop_bot`:`overview.start_bot`,{name:i}),text:n(t.on?`overview.stop_text`:`overview.start_text`),confirm:n(t.on?`overview.stop`:`overview.start`),act:async()=>(await r.setBot(e.account,t.bot_id,!t.on),n(t.on?`overview.stopped`:`overview.started`,{name:i}))})}switchTrading(e){let{t,api:n}=this.ctx,r=!e.trading_enabled;this.ctx.ask({title:t(r?`overview.trading_start`:`overview.trading_stop`,{name:e.name}),text:t(r?`overview.trading_start_text`:`overview.trading_stop_text`),confirm:t(r?`overview.turn_on`:`overview.turn_off`),danger:!r,act:async()=>(await n.setTrading(e.account,r),t(r?`overview.trading_on`:`overview.trading_off`))})}static{this.styles=[f,e`
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
    `]}};g([d({attribute:!1})],P.prototype,`ctx`,void 0),g([d({attribute:!1})],P.prototype,`accounts`,void 0),P=g([c(`tradehook-overview`)],P);var F={ATTRIBUTE:1,CHILD:2,PROPERTY:3,BOOLEAN_ATTRIBUTE:4,EVENT:5,ELEMENT:6},I=e=>(...t)=>({_$litDirective$:e,values:t}),L=class{constructor(e){}get _$AU(){return this._$AM._$AU}_$AT(e,t,n){this._$Ct=e,this._$AM=t,this._$Ci=n}_$AS(e,t){return this.update(e,t)}update(e,t){return this.render(...t)}},{I:R}=r,z=e=>e,B=()=>document.createComment(``),V=(e,t,n)=>{let r=e._$AA.parentNode,i=t===void 0?e._$AB:t._$AA;if(n===void 0)n=new R(r.insertBefore(B(),i),r.insertBefore(B(),i),e,e.options);else{let t=n._$AB.nextSibling,a=n._$AM,o=a!==e;if(o){let t;n._$AQ?.(e),n._$AM=e,n._$AP!==void 0&&(t=e._$AU)!==a._$AU&&n._$AP(t)}if(t!==i||o){let e=n._$AA;for(;e!==t;){let t=z(e).nextSibling;z(r).insertBefore(e,i),e=t}}}return n},H=(e,t,n=e)=>(e._$AI(t,n),e),U={},de=(e,t=U)=>e._$AH=t,fe=e=>e._$AH,W=e=>{e._$AR(),e._$AA.remove()},G=(e,t,n)=>{let r=new Map;for(let i=t;i<=n;i++)r.set(e[i],i);return r},K=I(class extends L{constructor(e){if(super(e),e.type!==F.CHILD)throw Error(`repeat() can only be used in text expressions`)}dt(e,t,n){let r;n===void 0?n=t:t!==void 0&&(r=t);let i=[],a=[],o=0;for(let t of e)i[o]=r?r(t,o):o,a[o]=n(t,o),o++;return{values:a,keys:i}}render(e,t,n){return this.dt(e,t,n).values}update(e,[t,n,r]){let i=fe(e),{values:a,keys:o}=this.dt(t,n,r);if(!Array.isArray(i))return this.ut=o,a;let s=this.ut??=[],c=[],l,u,d=0,f=i.length-1,p=0,m=a.length-1;for(;d<=f&&p<=m;)if(i[d]===null)d++;else if(i[f]===null)f--;else if(s[d]===o[p])c[p]=H(i[d],a[p]),d++,p++;else if(s[f]===o[m])c[m]=H(i[f],a[m]),f--,m--;else if(s[d]===o[m])c[m]=H(i[d],a[m]),V(e,c[m+1],i[d]),d++,m--;else if(s[f]===o[p])c[p]=H(i[f],a[p]),V(e,i[d],i[f]),f--,p++;else if(l===void 0&&(l=G(o,p,m),u=G(s,d,f)),l.has(s[d])){if(l.has(s[f])){let t=u.get(o[p]),n=t===void 0?null:i[t];if(n===null){let t=V(e,i[d]);H(t,a[p]),c[p]=t}else c[p]=H(n,a[p]),V(e,i[d],n),i[t]=null;p++}else W(i[f]),f--}else W(i[d]),d++;for(;p<=m;){let t=V(e,c[m+1]);H(t,a[p]),c[p++]=t}for(;d<=f;){let e=i[d++];e!==null&&W(e)}return this.ut=o,de(e,c),te}}),q=[[`symbol`,``],[`status`,``],[`size`,`number`],[`entry_price`,`number`],[`mark_price`,`number`],[`profit_percentage`,`number`],[`unrealized_profit`,`number`]],J=class extends s{constructor(...e){super(...e),this.positions=new Map,this.filter=``,this.sort={key:`opened_at`,descending:!0}}render(){let{t:e}=this.ctx;if(!this.positions.size)return v`<div class="card empty">
        <h2>${e(`positions.none`)}</h2>
        <p class="soft">${e(`positions.none_next`)}</p>
        <button class="button" @click=${()=>this.ctx.go(`/builder`)}>
          ${e(`positions.to_builder`)}
        </button>
      </div>`;let n=se(this.positions.values(),this.filter,this.sort);return v`<div class="tools">
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
            ${[`opened_at`,...q.map(([e])=>e)].map(t=>v`<option value=${t} ?selected=${t===this.sort.key}>
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
            ${K(n,e=>e.position_id,e=>this.renderRow(e))}
          </tbody>
        </table>
        ${n.length?t:v`<p class="empty soft">${e(`positions.no_match`)}</p>`}
      </div>
      <p class="sr" role="status">${e(`positions.count`,{count:n.length})}</p>`}renderHead(e,t){let n=this.sort.key===e,r=n?this.sort.descending?`descending`:`ascending`:`none`;return v`<th class=${t} aria-sort=${r}>
      <button @click=${()=>this.sortBy(e)}>
        ${this.ctx.t(`column.${e}`)}<span aria-hidden="true"
          >${n?this.sort.descending?` ↓`:` ↑`:``}</span
        >
      </button>
    </th>`}renderRow(e){let{t:n,format:r}=this.ctx,i=`${a(e.symbol)} ${n(`side.${e.side}`)}`,s=e=>n(`column.${e}`);return v`<tr data-position=${e.position_id}>
      <td class="name">
        <a href=${`/tradehook${x(e)}`} @click=${t=>this.show(t,e)}>
          ${a(e.symbol)}</a
        >
        <span class="chip ${e.side===`long`?`profit`:`loss`}">
          ${n(`side.${e.side}`)}${e.leverage>1?` ${e.leverage}×`:t}
        </span>
        <div class="soft small">${e.bot_name??n(`positions.removed_bot`)} · ${e.account_name}</div>
      </td>
      <td data-label=${s(`status`)}>${p(n,`status`,e.status)}</td>
      <td class="number" data-label=${s(`size`)}>
        ${r.number(e.size)} <span class="soft">${e.base}</span>
      </td>
      <td class="number" data-label=${s(`entry_price`)}>
        ${r.price(e.entry_price,e.price_tick)}
      </td>
      <td class="number" data-label=${s(`mark_price`)}>
        ${r.price(e.mark_price,e.price_tick)}
      </td>
      <td
        class="number ${o(e.profit_percentage)}"
        data-label=${s(`profit_percentage`)}
      >
        ${r.percent(e.profit_percentage)}
      </td>
      <td
        class="number ${o(e.unrealized_profit)}"
        data-label=${s(`unrealized_profit`)}
      >
        ${r.money(e.unrealized_profit,e.quote,!0)}
      </td>
      <td class="more">
        <tradehook-menu
          .label=${n(`positions.menu`,{name:i})}
          .items=${re(this.ctx,e)}
        ></tradehook-menu>
      </td>
    </tr>`}show(e,t){e.preventDefault(),this.ctx.go(x(t))}onSort(e){this.sortBy(e.target.value)}sortBy(e){let t=this.sort.key===e?!this.sort.descending:e!==`symbol`;this.sort={key:e,descending:t}}static{this.styles=[f,e`
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
    `]}};g([d({attribute:!1})],J.prototype,`ctx`,void 0),g([d({attribute:!1})],J.prototype,`positions`,void 0),g([m()],J.prototype,`filter`,void 0),g([m()],J.prototype,`sort`,void 0),J=g([c(`tradehook-positions`)],J);var pe={accepted:`profit`,refused:`loss`,failed:`loss`,expired:`loss`},Y=class extends s{constructor(...e){super(...e),this.status=``}connectedCallback(){super.connectedCallback(),this.ctx.live.needSignals()}render(){let{t:e}=this.ctx;if(!this.signals)return v`<p class="empty soft" role="status">${e(`common.loading`)}</p>`;if(!this.signals.length)return v`<div class="card empty">
        <h2>${e(`signals.none`)}</h2>
        <p class="soft">${e(`signals.none_next`)}</p>
        <button class="button" @click=${()=>this.ctx.go(`/builder`)}>
          ${e(`positions.to_builder`)}
        </button>
      </div>`;let t=[...new Set(this.signals.map(e=>e.status))].sort(),n=this.signals.filter(e=>!this.status||e.status===this.status);return v`<label class="tools">
        <span class="sr">${e(`signals.filter`)}</span>
        <select
          class="field"
          @change=${e=>this.status=e.target.value}
        >
          <option value="">${e(`signals.all`)}</option>
          ${t.map(t=>v`<option value=${t}>${p(e,`signal`,t)}</option>`)}
        </select>
      </label>
      <div class="card">
        ${K(n,e=>e.receipt_id,e=>this.renderRow(e))}
      </div>`}renderRow(e){let{t:n,format:r}=this.ctx,i=he(e.message);return v`<details data-receipt=${e.receipt_id}>
      <summary>
        <span class="chip ${pe[e.status]??``}">${p(n,`signal`,e.status)}</span>
        <span class="what">
          <b>${e.action??n(`signals.unreadable`)}</b> ${e.symbol??t}
          ${e.message?v`<span class="message">${e.message}</span>`:t}
        </span>
        <span class="soft when">${r.time(e.received_at)}</span>
      </summary>
      <div class="more">
        ${e.code?v`<p><span class="soft">${n(`signals.code`)}</span> <code>${e.code}</code></p>`:t}
        <p>
          <span class="soft">${n(`signals.from`)}</span>
          ${e.bot_name??n(`positions.removed_bot`)} · ${e.account_name}
          ${e.remote?v`· <bdi>${e.remote}</bdi>`:t}
        </p>
        <p class="soft">${n(`signals.payload`)}</p>
        <pre dir="ltr" tabindex="0" aria-label=${n(`signals.payload`)}>
${JSON.stringify(e.payload,null,2).split(`
`).map(e=>i.some(t=>e.includes(`"${t}"`))?v`<mark>${e}</mark>\n`:`${e}\n`)}</pre
        >
        ${e.position_id?v`<button
              class="button outlined"
              @click=${()=>this.ctx.go(x({account:e.account,position_id:e.position_id??``}))}
            >
              ${n(`signals.to_position`)}
            </button>`:t}
      </div>
    </details>`}static{this.styles=[f,e`
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
    `]}};g([d({attribute:!1})],Y.prototype,`ctx`,void 0),g([d({attribute:!1})],Y.prototype,`signals`,void 0),g([m()],Y.prototype,`status`,void 0),Y=g([c(`tradehook-signals`)],Y);var me=/[`"']([\w.[\]]+)[`"']/g,X=/(?:^|[(;,] ?)([\w.[\]]+)(?=:| (?:must|is|has|can)\b)/g;function he(e){let t=e??``;return[...t.matchAll(me),...t.matchAll(X)].map(e=>(e[1]??``).replace(/\[\d+\]/g,``).split(`.`).at(-1)??``).filter(Boolean)}var ge=(function(){let e=typeof document<`u`&&document.createElement(`link`).relList;return e&&e.supports&&e.supports(`modulepreload`)?`modulepreload`:`preload`})(),_e=function(e){return`/`+e},ve={},ye=function(e){return e.pathname.endsWith(`.css`)},be=function(e,t,n){if(t in e)return e[t];let r=n();if(!r){e[t]=void 0;return}let i=r.then(()=>{e[t]=void 0},n=>{throw e[t]=void 0,n});return e[t]=i,i},Z=function(e,t,n){let r=Promise.resolve();if(t&&t.length>0){let e,i=document.querySelector(`meta[property=csp-nonce]`),a=i?.nonce||i?.getAttribute(`nonce`);function o(e){return Promise.all(e.map(e=>Promise.resolve(e).then(e=>({status:`fulfilled`,value:e}),e=>({status:`rejected`,reason:e}))))}function s(e){return import.meta.resolve?new URL(import.meta.resolve(e)):new URL(e,import.meta.url)}r=o(t.map(t=>{t=_e(t,n);let r=s(t),i=ye(r);return be(ve,r.href,()=>{if(e===void 0){e={all:new Set,styles:new Set};let t=document.getElementsByTagName(`link`);for(let n=t.length-1;n>=0;n--){let r=t[n];e.all.add(r.href),r.rel===`stylesheet`&&e.styles.add(r.href)}}if((i?e.styles:e.all).has(r.href))return;let t=document.createElement(`link`);if(t.rel=i?`stylesheet`:ge,i||(t.as=`script`),t.crossOrigin=``,t.href=r.href,a&&t.setAttribute(`nonce`,a),document.head.appendChild(t),i)return new Promise((e,n)=>{let i=a=>{t.removeEventListener(`load`,i),t.removeEventListener(`error`,i),a.type===`error`?n(Error(`Unable to preload CSS for ${r}`)):e(a)};t.addEventListener(`load`,i),t.addEventListener(`error`,i)})})}).filter(e=>e!==void 0))}function i(e){let t=new Event(`vite:preloadError`,{cancelable:!0});if(t.payload=e,window.dispatchEvent(t),!t.defaultPrevented)throw e}return r.then(t=>{for(let e of t||[])e.status===`rejected`&&i(e.reason);return e().catch(i)})},Q=`/tradehook`,xe=5e3,Se={builder:()=>Z(()=>import(`./chunks/builder.js`),[]),position:()=>Z(()=>import(`./chunks/position.js`),[]),trades:()=>Z(()=>import(`./chunks/trades.js`),[])},$=class extends s{constructor(...e){super(...e),this.narrow=!1,this.t=h,this.said=``,this.news=0,this.live=new D(this,()=>this.news+=1),this.language=``}shouldUpdate(e){if(!this.hass)return!1;let{hass:t}=this,n=!e.has(`hass`)||e.size>1||!this.ctx;return t.locale!==this.locale&&(this.locale=t.locale,this.format=new u(t.locale),this.ctx=void 0,n=!0),t.language!==this.language&&(this.language=t.language,this.loadLanguage(t.language)),this.live.use(t.connection)&&(this.ctx=void 0,n=!0),n}async loadLanguage(e){let t=await l(e);e===this.language&&(this.t=n(t),this.ctx=void 0)}get context(){return this.ctx??={api:this.live.api,live:this.live,format:this.format,t:this.t,go:e=>this.go(e),ask:e=>void this.confirm.ask(e),say:e=>this.say(e),link:e=>void this.linkDialog.ask(e)},this.ctx}render(){let{t:e}=this,[n=``,...r]=(this.route?.path||`/`).split(`/`).filter(Boolean);Se[n]?.().catch(e=>console.error(`Tradehook: a part is missing`,e));let i=this.context,a=n===`position`;return v`<header>
        <div class="bar">
          ${a?v`<button class="icon-button" aria-label=${e(`common.back`)} @click=${()=>this.go(`/positions`)}>
                ${y(b)}
              </button>`:this.narrow||this.hass.dockedSidebar===`always_hidden`?v`<button class="icon-button" aria-label=${e(`common.menu`)} @click=${this.toggleMenu}>
                  ${y(ne)}
                </button>`:t}
          <h1>Tradehook</h1>
        </div>
        <nav aria-label=${e(`common.views`)}>
          ${this.tabs.map(([r,i])=>v`<a
              href=${`${Q}/${r}`}
              aria-current=${r===(n||`overview`)||a&&r===`positions`?`page`:t}
              @click=${e=>this.follow(e,`/${r}`)}
              >${e(`tab.${i}`)}</a
            >`)}
        </nav>
      </header>
      <main>${this.renderStatus()??this.renderView(n,r)}</main>
      <div class="said" role="status" ?data-shown=${!!this.said}>${this.said}</div>
      <tradehook-confirm .ctx=${i}></tradehook-confirm>
      <tradehook-link-dialog .ctx=${i}></tradehook-link-dialog>`}get tabs(){return[[`overview`,`overview`],[`positions`,`positions`],[`signals`,`signals`],[`builder`,`builder`],[`trades`,`trades`]]}renderStatus(){let{t:e,live:t}=this;switch(t.status){case`ready`:return;case`outdated`:return v`<div class="card empty">
          <h2>${e(`status.outdated`)}</h2>
          <p class="soft">${e(`status.outdated_next`)}</p>
          <button class="button" @click=${()=>location.reload()}>${e(`status.reload`)}</button>
        </div>`;case`unavailable`:return v`<div class="card empty" role="status">
          <h2>${e(`status.unavailable`)}</h2>
          <p class="soft">${e(`status.unavailable_next`)}</p>
          <p class="soft">${t.problem}</p>
        </div>`;default:return v`<p class="empty soft" role="status">${e(`status.${t.status}`)}</p>`}}renderView(e,t){let n=this.context,{live:r}=this;switch(e){case`positions`:return this.renderPositions(n,t[0]===`closed`);case`position`:{let[e=``,i=``]=t.map(decodeURIComponent);return v`<tradehook-position
          .ctx=${n}
          .account=${e}
          .positionId=${i}
          .live=${r.positions?.get(i)}
          .language=${this.hass.locale.language}
        ></tradehook-position>`}case`builder`:return v`<tradehook-builder .ctx=${n} .accounts=${r.accounts??[]}></tradehook-builder>`;case`trades`:return v`<tradehook-trades .ctx=${n} .accounts=${r.accounts??[]}></tradehook-trades>`;case`signals`:return v`<tradehook-signals .ctx=${n} .signals=${r.signals}></tradehook-signals>`;default:return v`<tradehook-overview .ctx=${n} .accounts=${r.accounts??[]}></tradehook-overview>`}}renderPositions(e,t){let{t:n,live:r}=this,i=r.positions??new Map;return v`<div class="segments" role="group" aria-label=${n(`history.which`)}>
        ${[`open`,`closed`].map(e=>v`<button
            aria-pressed=${String(t===(e===`closed`))}
            @click=${()=>this.go(e===`closed`?`/positions/closed`:`/positions`)}
          >
            ${n(`history.${e}`)}
          </button>`)}
      </div>
      ${t?v`<tradehook-history
            .ctx=${e}
            .accounts=${r.accounts??[]}
            .stamp=${[...i.keys()].join(` `)||`none`}
          ></tradehook-history>`:v`<tradehook-positions .ctx=${e} .positions=${i}></tradehook-positions>`}`}follow(e,t){e.ctrlKey||e.metaKey||e.shiftKey||(e.preventDefault(),this.go(t))}go(e){history.pushState(null,``,Q+e),window.dispatchEvent(new CustomEvent(`location-changed`,{detail:{replace:!1}}))}say(e){this.said=e,clearTimeout(this.quiet),this.quiet=setTimeout(()=>this.said=``,xe)}toggleMenu(){this.dispatchEvent(new CustomEvent(`hass-toggle-menu`,{bubbles:!0,composed:!0}))}static{this.styles=[f,e`
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
    `]}};g([d({attribute:!1})],$.prototype,`hass`,void 0),g([d({type:Boolean})],$.prototype,`narrow`,void 0),g([d({attribute:!1})],$.prototype,`route`,void 0),g([m()],$.prototype,`t`,void 0),g([m()],$.prototype,`said`,void 0),g([C(`tradehook-confirm`)],$.prototype,`confirm`,void 0),g([C(`tradehook-link-dialog`)],$.prototype,`linkDialog`,void 0),g([m()],$.prototype,`news`,void 0),$=g([c(`tradehook-panel`)],$);export{$ as Panel};