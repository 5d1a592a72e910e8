import{_ as e,a as t,b as n,c as r,d as i,f as a,g as o,h as s,i as c,l,m as u,n as d,o as f,p,r as m,s as h,t as g,v as _,x as v,y as ee}from"./chunks/decorate.js";import{t as y}from"./chunks/custom-element.js";import{i as b,n as te,r as x,t as ne}from"./chunks/popup-menu.js";import{a as S}from"./chunks/dialog.js";import{n as C,t as re}from"./chunks/actions.js";var w=(e,t,n)=>(n.configurable=!0,n.enumerable=!0,Reflect.decorate&&typeof t!=`object`&&Object.defineProperty(e,t,n),n);function ie(e,t){return(n,r,i)=>{let a=t=>t.renderRoot?.querySelector(e)??null;if(t){let{get:e,set:t}=typeof r==`object`?n:i??(()=>{let e=Symbol();return{get(){return this[e]},set(t){this[e]=t}}})();return w(n,r,{get(){let n=e.call(this);return n===void 0&&(n=a(this),(n!==null||this.hasUpdated)&&t.call(this,n)),n}})}return w(n,r,{get(){return a(this)}})}}function ae(e,t){let n=new Map(t.positions?t.positions.map(e=>[e.position_id,e]):e);for(let e of t.gone??[])n.delete(e);for(let e of t.changed??[])n.set(e.position_id,e);for(let[e,[r,i,a]]of Object.entries(t.prices??{})){let t=n.get(e);t&&n.set(e,{...t,mark_price:r,unrealized_profit:i,profit_percentage:a})}return n}function oe(e,t){let n=new Map((t.signals?[]:e).map(e=>[e.receipt_id,e]));for(let e of[...t.signals??[],...t.changed??[]])n.set(e.receipt_id,e);return[...n.values()].sort((e,t)=>T(t.received_at,e.received_at))}var se=new Set([`size`,`entry_price`,`mark_price`,`profit_percentage`,`unrealized_profit`]);function ce(e,t,n){let r=t.toLowerCase().split(/\s+/).filter(Boolean),i=[...e].filter(e=>{let t=[e.symbol,e.bot_name,e.account_name,e.side,e.status].join(` `).toLowerCase();return r.every(e=>t.includes(e))}),a=n.descending?-1:1;return i.sort((e,t)=>a*le(e,t,n.key)||T(e.position_id,t.position_id))}function le(e,t,n){let[r,i]=[e[n],t[n]];return r===null||i===null?Number(r!==null)-Number(i!==null):se.has(n)?Number(r)-Number(i):T(r,i)}function T(e,t){return e<t?-1:+(e>t)}var E=[500,1e3,2e3,5e3,1e4],ue=class{constructor(e,t){this.changed=t,this.status=`connecting`,this.problem=``,this.ends=[],this.run=0,this.wantsSignals=!1,this.onReady=()=>void this.start(),this.onDisconnected=()=>{this.ends=[],this.forget(),this.set(`disconnected`)},e.addController(this)}get api(){if(!this.connection)throw Error(`Home Assistant is not connected`);return new h(this.connection)}use(e){return this.connection!==e&&(this.stop(),this.connection=e,this.begin(),!0)}hostConnected(){this.connection&&this.begin()}hostDisconnected(){this.stop()}needSignals(){this.wantsSignals||(this.wantsSignals=!0,this.status===`ready`&&this.followSignals(this.run))}begin(){this.stop(),this.connection?.addEventListener(`ready`,this.onReady),this.connection?.addEventListener(`disconnected`,this.onDisconnected),this.start()}stop(){this.connection?.removeEventListener(`ready`,this.onReady),this.connection?.removeEventListener(`disconnected`,this.onDisconnected),this.forget()}forget(){this.run+=1,clearTimeout(this.timer);for(let e of this.ends)e();this.ends=[],this.positions=this.accounts=this.signals=void 0}async start(e=0){this.forget();let t=this.run;this.status!==`unavailable`&&this.set(`connecting`);try{let{compatible:e}=await this.api.connect();if(t!==this.run)return;if(!e){this.set(`outdated`);return}let{api:n}=this;await this.follow(t,e=>n.positions(e(e=>{this.positions=ae(this.positions??new Map,e)}))),await this.follow(t,e=>n.accounts(e(({accounts:e})=>{this.accounts=e}))),this.wantsSignals&&await this.followSignals(t),t===this.run&&this.set(`ready`)}catch(n){if(t!==this.run)return;this.set(`unavailable`,r(n));let i=E[Math.min(e,E.length-1)];this.timer=setTimeout(()=>void this.start(e+1),i)}}followSignals(e){let{api:t}=this;return this.follow(e,e=>t.signals(e(e=>{this.signals=oe(this.signals??[],e)})))}async follow(e,t){if(e!==this.run)return;let n=await t(t=>n=>{e===this.run&&(t(n),this.changed())});e===this.run?this.ends.push(n):n()}set(e,t=``){this.status=e,this.problem=t,this.changed()}},de=(function(){let e=typeof document<`u`&&document.createElement(`link`).relList;return e&&e.supports&&e.supports(`modulepreload`)?`modulepreload`:`preload`})(),D=function(e){return`/`+e},O={},fe=function(e){return e.pathname.endsWith(`.css`)},pe=function(e,t,n){if(t in e)return e[t];let r=n();if(!r){e[t]=void 0;return}let i=r.then(()=>{e[t]=void 0},n=>{throw e[t]=void 0,n});return e[t]=i,i},k=function(e,t,n){let r=Promise.resolve();if(t&&t.length>0){let e,i=document.querySelector(`meta[property=csp-nonce]`),a=i?.nonce||i?.getAttribute(`nonce`);function o(e){return Promise.all(e.map(e=>Promise.resolve(e).then(e=>({status:`fulfilled`,value:e}),e=>({status:`rejected`,reason:e}))))}function s(e){return import.meta.resolve?new URL(import.meta.resolve(e)):new URL(e,import.meta.url)}r=o(t.map(t=>{t=D(t,n);let r=s(t),i=fe(r);return pe(O,r.href,()=>{if(e===void 0){e={all:new Set,styles:new Set};let t=document.getElementsByTagName(`link`);for(let n=t.length-1;n>=0;n--){let r=t[n];e.all.add(r.href),r.rel===`stylesheet`&&e.styles.add(r.href)}}if((i?e.styles:e.all).has(r.href))return;let t=document.createElement(`link`);if(t.rel=i?`stylesheet`:de,i||(t.as=`script`),t.crossOrigin=``,t.href=r.href,a&&t.setAttribute(`nonce`,a),document.head.appendChild(t),i)return new Promise((e,n)=>{let i=a=>{t.removeEventListener(`load`,i),t.removeEventListener(`error`,i),a.type===`error`?n(Error(`Unable to preload CSS for ${r}`)):e(a)};t.addEventListener(`load`,i),t.addEventListener(`error`,i)})})}).filter(e=>e!==void 0))}function i(e){let t=new Event(`vite:preloadError`,{cancelable:!0});if(t.payload=e,window.dispatchEvent(t),!t.defaultPrevented)throw e}return r.then(t=>{for(let e of t||[])e.status===`rejected`&&i(e.reason);return e().catch(i)})},A=class extends s{render(){let{ctx:e}=this;return _`<tradehook-confirm .ctx=${e}></tradehook-confirm>
      <tradehook-link-dialog .ctx=${e}></tradehook-link-dialog>
      <tradehook-close-dialog .ctx=${e}></tradehook-close-dialog>
      <tradehook-resize-dialog .ctx=${e}></tradehook-resize-dialog>
      <tradehook-exits-dialog .ctx=${e}></tradehook-exits-dialog>`}ask(e){this.dialog(`confirm`).ask(e)}link(e){this.dialog(`link-dialog`).ask(e)}async act(e,t){switch(t){case`close`:return await k(()=>import(`./chunks/close-dialog.js`),[]),this.dialog(`close-dialog`).ask(e);case`exits`:return await k(()=>import(`./chunks/exits-dialog.js`),[]),this.dialog(`exits-dialog`).ask(e);default:return await k(()=>import(`./chunks/resize-dialog.js`),[]),this.dialog(`resize-dialog`).resize(e,t)}}dialog(e){return this.renderRoot.querySelector(`tradehook-${e}`)}};g([u({attribute:!1})],A.prototype,`ctx`,void 0),A=g([S(`tradehook-dialogs`)],A);function me(e,t){let n=[...e],r=n.filter(({more:e})=>e).map(({rows:e})=>t(e.at(-1))).reduce((e,t)=>t>e?t:e,``);return n.flatMap(({rows:e})=>e).filter(e=>t(e)>=r).sort((e,n)=>t(e)<t(n)?1:t(e)>t(n)?-1:0)}function he(e,t){let n=[...e].filter(([,{more:e}])=>e),r=n.reduce((e,[,{rows:n}])=>{let r=t(n.at(-1));return r>e?r:e},``);return n.filter(([,{rows:e}])=>t(e.at(-1))===r).map(([e])=>e)}var j=50,M=class extends s{constructor(...e){super(...e),this.accounts=[],this.stamp=``,this.busy=!1,this.error=``,this.loadMore=async()=>{let{pages:e}=this;if(e&&!this.busy){this.busy=!0;try{let t=await Promise.all(he(e,N).map(t=>this.page(t,e.get(t)?.rows.at(-1)?.position_id)));if(e!==this.pages)return;let n=t.map(([t,{rows:n,more:r}])=>[t,{rows:[...e.get(t)?.rows??[],...n],more:r}]);this.pages=new Map([...e,...n])}catch(e){this.ctx.say(r(e))}finally{this.busy=!1}}}}willUpdate(e){e.has(`stamp`)&&this.load()}async load(){let{stamp:e}=this;try{let t=this.accounts.filter(e=>e.loaded),n=await Promise.all(t.map(({account:e})=>this.page(e)));if(e!==this.stamp)return;this.pages=new Map(n),this.error=``}catch(e){this.error=r(e)}}async page(e,t){let n=await this.ctx.api.history(e,j,t);return[e,{rows:n,more:n.length===j}]}render(){let{t:e,format:t}=this.ctx;if(this.error)return _`<p class="card empty error" role="alert">${this.error}</p>`;if(!this.pages)return _`<p class="empty soft" role="status">${e(`common.loading`)}</p>`;let n=[...this.pages.values()],r=me(n,N);return r.length?_`<ul class="card">
      ${r.map(n=>_`<li data-position=${n.position_id}>
          <span>
            <a href=${`/tradehook${C(n)}`} @click=${e=>this.show(e,n)}>${i(n.symbol)}</a>
            <span class="chip ${n.side===`long`?`profit`:`loss`}">${e(`side.${n.side}`)}</span>
            ${f(e,`status`,n.status)}
            <span class="soft small">
              ${e(`history.opened_closed`,{opened:t.time(n.opened_at),closed:t.time(n.closed_at)})} ·
              ${f(e,`close_reason`,n.close_reason)} · ${n.bot_name??e(`positions.removed_bot`)}
            </span>
          </span>
          <span class="number ${a(n.realized_profit)}">
            ${t.money(n.realized_profit,n.quote,!0)}
          </span>
        </li>`)}
    </ul>
      ${n.some(({more:e})=>e)?_`<p class="more">
            <button class="button outlined" ?disabled=${this.busy} @click=${this.loadMore}>
              ${e(this.busy?`common.working`:`history.more`)}
            </button>
          </p>`:o}`:_`<div class="card empty">
        <h2>${e(`history.none`)}</h2>
        <p class="soft">${e(`history.none_next`)}</p>
      </div>`}show(e,t){e.preventDefault(),this.ctx.go(C(t))}static{this.styles=[d,v`
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
    `]}};g([u({attribute:!1})],M.prototype,`ctx`,void 0),g([u({attribute:!1})],M.prototype,`accounts`,void 0),g([u()],M.prototype,`stamp`,void 0),g([p()],M.prototype,`pages`,void 0),g([p()],M.prototype,`busy`,void 0),g([p()],M.prototype,`error`,void 0),M=g([y(`tradehook-history`)],M);function N(e){return e.opened_at}var P=24,F=2e4,I=400,L=64,R=class extends s{constructor(...e){super(...e),this.entity=``,this.now=``,this.points=[]}willUpdate(e){e.has(`entity`)&&this.entity&&this.load(),e.has(`now`)&&this.now&&(this.points=ge(this.points,[Date.now(),Number(this.now)]))}async load(){let{entity:e}=this;try{let t=await this.ctx.api.states(e,P);e===this.entity&&(this.points=z(t,this.points))}catch{}}render(){let e=_e(this.points);if(!e)return o;let{t,format:r}=this.ctx,i=this.points.map(([,e])=>e),a=t(`overview.equity_curve`,{low:r.number(Math.min(...i),2),high:r.number(Math.max(...i),2)});return _`<svg viewBox="0 0 ${I} ${L}" preserveAspectRatio="none" role="img" aria-label=${a}>
      ${n`<path d=${e}></path>`}
    </svg>`}static{this.styles=[d,v`
      svg {
        direction: ltr;
        display: block;
        height: ${L}px;
        padding: 8px 16px 0;
        width: 100%;
      }
      path {
        fill: none;
        stroke: var(--primary-color);
        stroke-width: 2;
        vector-effect: non-scaling-stroke;
      }
    `]}};g([u({attribute:!1})],R.prototype,`ctx`,void 0),g([u()],R.prototype,`entity`,void 0),g([u()],R.prototype,`now`,void 0),g([p()],R.prototype,`points`,void 0),R=g([y(`tradehook-equity`)],R);function z(e,t){let n=t[0]?.[0]??1/0;return[...e.filter(([e])=>e<n),...t]}function ge(e,t){let n=e.at(-2);return[...n!==void 0&&t[0]-n[0]<F?e.slice(0,-1):e,t]}function _e(e){let[t]=e,n=e.at(-1);if(!t||!n||t[0]===n[0])return``;let r=e.map(([,e])=>e),i=Math.min(...r),a=Math.max(...r)-i||1;return e.map(([e,r],o)=>{let s=(e-t[0])/(n[0]-t[0])*I,c=60-(r-i)/a*56;return`${o?`L`:`M`}${s.toFixed(1)} ${c.toFixed(1)}`}).join(``)}var B=class extends s{constructor(...e){super(...e),this.accounts=[]}render(){let{t:e}=this.ctx;return this.accounts.length?_`<div class="grid">${this.accounts.map(e=>this.renderAccount(e))}</div>`:_`<div class="card empty">
        <h2>${e(`overview.none`)}</h2>
        <p class="soft">${e(`overview.none_next`)}</p>
        <a class="button" href="/config/integrations/integration/tradehook">
          ${e(`overview.to_integration`)}
        </a>
      </div>`}renderAccount(e){let{t,format:n}=this.ctx,r=(t,r=!1)=>n.money(t,e.currency,r);return _`<section class="card" aria-label=${e.name}>
      <header>
        <h2>${e.name}</h2>
        <span class="chip">${f(t,`account_type`,e.type)}</span>
        <span class="chip">${f(t,`market_type`,e.market_type)}</span>
        ${e.loaded&&!e.connected?_`<span class="chip loss">${t(`overview.disconnected`)}</span>`:o}
      </header>
      ${e.loaded?_`<div class="equity number">${r(e.equity)}</div>
            <tradehook-equity
              .ctx=${this.ctx}
              .entity=${e.equity_entity??``}
              .now=${e.equity??``}
            ></tradehook-equity>
            <dl>
              ${this.fact(`realized_profit_today`,r(e.realized_profit_today,!0),a(e.realized_profit_today))}
              ${this.fact(`realized_profit`,r(e.realized_profit,!0),a(e.realized_profit))}
              ${this.fact(`unrealized_profit`,r(e.unrealized_profit,!0),a(e.unrealized_profit))}
              ${this.fact(`invested`,r(e.invested))}
              ${this.fact(`free_balance`,r(e.free_balance))}
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
            ${e.bots.length?e.bots.map(t=>this.renderBot(e,t)):_`<p class="row soft">${t(`overview.no_bots`)}</p>`}`:_`<p class="row error">
            ${f(t,`account_state`,e.state)} ${e.problem??o}
          </p>`}
    </section>`}fact(e,t,n=``){return _`<div>
      <dt class="soft">${this.ctx.t(`overview.${e}`)}</dt>
      <dd class="number ${n}">${t}</dd>
    </div>`}renderBot(e,t){let{t:n,format:r}=this.ctx,i=n(`overview.bot_numbers`,{open:t.open_positions??0,trades:t.trades??0,wins:t.win_rate===null||t.win_rate===void 0?`–`:r.number(t.win_rate,0)});return _`<div class="row" data-bot=${t.bot_id}>
      <span>
        <b>${t.name}</b>
        <span class="chip ${t.status===`running`?`profit`:t.status===`halted`?`loss`:``}">
          ${f(n,`bot_status`,t.status)}
        </span>
        <span class="soft small">${i}</span>
        ${t.reason?_`<span class="soft small">${f(n,`reason`,t.reason)}</span>`:o}
      </span>
      <button
        class="button ${t.on?`outlined`:``}"
        aria-label=${n(t.on?`overview.stop_bot`:`overview.start_bot`,{name:t.name})}
        @click=${()=>this.switchBot(e,t)}
      >
        ${n(t.on?`overview.stop`:`overview.start`)}
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
    `]}};g([u({attribute:!1})],B.prototype,`ctx`,void 0),g([u({attribute:!1})],B.prototype,`accounts`,void 0),B=g([y(`tradehook-overview`)],B);var ve={ATTRIBUTE:1,CHILD:2,PROPERTY:3,BOOLEAN_ATTRIBUTE:4,EVENT:5,ELEMENT:6},ye=e=>(...t)=>({_$litDirective$:e,values:t}),be=class{constructor(e){}get _$AU(){return this._$AM._$AU}_$AT(e,t,n){this._$Ct=e,this._$AM=t,this._$Ci=n}_$AS(e,t){return this.update(e,t)}update(e,t){return this.render(...t)}},{I:xe}=ee,V=e=>e,H=()=>document.createComment(``),U=(e,t,n)=>{let r=e._$AA.parentNode,i=t===void 0?e._$AB:t._$AA;if(n===void 0)n=new xe(r.insertBefore(H(),i),r.insertBefore(H(),i),e,e.options);else{let t=n._$AB.nextSibling,a=n._$AM,o=a!==e;if(o){let t;n._$AQ?.(e),n._$AM=e,n._$AP!==void 0&&(t=e._$AU)!==a._$AU&&n._$AP(t)}if(t!==i||o){let e=n._$AA;for(;e!==t;){let t=V(e).nextSibling;V(r).insertBefore(e,i),e=t}}}return n},W=(e,t,n=e)=>(e._$AI(t,n),e),Se={},Ce=(e,t=Se)=>e._$AH=t,we=e=>e._$AH,G=e=>{e._$AR(),e._$AA.remove()},K=(e,t,n)=>{let r=new Map;for(let i=t;i<=n;i++)r.set(e[i],i);return r},q=ye(class extends be{constructor(e){if(super(e),e.type!==ve.CHILD)throw Error(`repeat() can only be used in text expressions`)}dt(e,t,n){let r;n===void 0?n=t:t!==void 0&&(r=t);let i=[],a=[],o=0;for(let t of e)i[o]=r?r(t,o):o,a[o]=n(t,o),o++;return{values:a,keys:i}}render(e,t,n){return this.dt(e,t,n).values}update(t,[n,r,i]){let a=we(t),{values:o,keys:s}=this.dt(n,r,i);if(!Array.isArray(a))return this.ut=s,o;let c=this.ut??=[],l=[],u,d,f=0,p=a.length-1,m=0,h=o.length-1;for(;f<=p&&m<=h;)if(a[f]===null)f++;else if(a[p]===null)p--;else if(c[f]===s[m])l[m]=W(a[f],o[m]),f++,m++;else if(c[p]===s[h])l[h]=W(a[p],o[h]),p--,h--;else if(c[f]===s[h])l[h]=W(a[f],o[h]),U(t,l[h+1],a[f]),f++,h--;else if(c[p]===s[m])l[m]=W(a[p],o[m]),U(t,a[f],a[p]),p--,m++;else if(u===void 0&&(u=K(s,m,h),d=K(c,f,p)),u.has(c[f])){if(u.has(c[p])){let e=d.get(s[m]),n=e===void 0?null:a[e];if(n===null){let e=U(t,a[f]);W(e,o[m]),l[m]=e}else l[m]=W(n,o[m]),U(t,a[f],n),a[e]=null;m++}else G(a[p]),p--}else G(a[f]),f++;for(;m<=h;){let e=U(t,l[h+1]);W(e,o[m]),l[m++]=e}for(;f<=p;){let e=a[f++];e!==null&&G(e)}return this.ut=s,Ce(t,l),e}}),J=[[`symbol`,``],[`status`,``],[`size`,`number`],[`entry_price`,`number`],[`mark_price`,`number`],[`profit_percentage`,`number`],[`unrealized_profit`,`number`]],Y=30,Te=b(te),X=class extends s{constructor(...e){super(...e),this.positions=new Map,this.filter=``,this.sort={key:`opened_at`,descending:!0},this.room=Y,this.drawn=new Map}connectedCallback(){super.connectedCallback(),this.room=Y}disconnectedCallback(){super.disconnectedCallback(),clearTimeout(this.growing),this.growing=void 0}willUpdate(e){e.has(`ctx`)&&this.drawn.clear();let t=this.shadowRoot?.activeElement?.closest(`[data-position]`);this.focused=t?.dataset.position}updated(){this.focused&&!this.positions.has(this.focused)&&this.renderRoot.querySelector(`input, h2`)?.focus(),this.room<this.positions.size&&this.growing===void 0&&(this.growing=setTimeout(()=>{this.growing=void 0,this.room+=Y}))}render(){let{t:e}=this.ctx;if(!this.positions.size)return _`<div class="card empty">
        <h2 tabindex="-1">${e(`positions.none`)}</h2>
        <p class="soft">${e(this.ctx.admin?`positions.none_next`:`positions.none_soon`)}</p>
        ${this.ctx.admin?_`<button class="button" @click=${()=>this.ctx.go(`/builder`)}>
              ${e(`positions.to_builder`)}
            </button>`:o}
      </div>`;let t=ce(this.positions.values(),this.filter,this.sort);return _`<div class="tools">
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
            ${[`opened_at`,...J.map(([e])=>e)].map(t=>_`<option value=${t} ?selected=${t===this.sort.key}>
                ${e(`column.${t}`)}
              </option>`)}
          </select>
        </label>
      </div>
      <div class="card">
        <table role="table" aria-label=${e(`positions.title`)} aria-rowcount=${t.length+1}>
          <thead role="rowgroup">
            <tr role="row">
              ${J.map(([e,t])=>this.renderHead(e,t))}
              <th role="columnheader"><span class="sr">${e(`common.actions`)}</span></th>
            </tr>
          </thead>
          <tbody role="rowgroup">
            ${q(t.slice(0,this.room),e=>e.position_id,e=>this.renderRow(e))}
          </tbody>
        </table>
        ${t.length?o:_`<p class="empty soft">${e(`positions.no_match`)}</p>`}
      </div>
      <p class="sr" role="status">${e(`positions.count`,{count:t.length})}</p>
      <tradehook-popup-menu></tradehook-popup-menu>`}renderHead(e,t){let n=this.sort.key===e,r=n?this.sort.descending?`descending`:`ascending`:`none`;return _`<th role="columnheader" class=${t} aria-sort=${r}>
      <button @click=${()=>this.sortBy(e)}>
        ${this.ctx.t(`column.${e}`)}<span aria-hidden="true"
          >${n?this.sort.descending?` ↓`:` ↑`:``}</span
        >
      </button>
    </th>`}renderRow(e){let t=this.drawn.get(e.position_id);if(t?.row===e)return t.drawn;let n=this.drawRow(e);return this.drawn.set(e.position_id,{row:e,drawn:n}),n}drawRow(e){let{t,format:n}=this.ctx,r=`${i(e.symbol)} ${t(`side.${e.side}`)}`,s=e=>t(`column.${e}`);return _`<tr role="row" data-position=${e.position_id}>
      <td role="cell" class="name">
        <a href=${`/tradehook${C(e)}`} @click=${t=>this.show(t,e)}>
          ${i(e.symbol)}</a
        >
        <span class="chip ${e.side===`long`?`profit`:`loss`}">
          ${t(`side.${e.side}`)}${e.leverage>1?` ${e.leverage}×`:o}
        </span>
        <div class="soft small">${e.bot_name??t(`positions.removed_bot`)} · ${e.account_name}</div>
      </td>
      <td role="cell" data-label=${s(`status`)}>${f(t,`status`,e.status)}</td>
      <td role="cell" class="number" data-label=${s(`size`)}>
        ${n.number(e.size)} <span class="soft">${e.base}</span>
      </td>
      <td role="cell" class="number" data-label=${s(`entry_price`)}>
        ${n.price(e.entry_price,e.price_tick)}
      </td>
      <td role="cell" class="number" data-label=${s(`mark_price`)}>
        ${n.price(e.mark_price,e.price_tick)}
      </td>
      <td role="cell" class="number ${a(e.profit_percentage)}" data-label=${s(`profit_percentage`)}>
        ${n.percent(e.profit_percentage)}
      </td>
      <td role="cell" class="number ${a(e.unrealized_profit)}" data-label=${s(`unrealized_profit`)}>
        ${n.money(e.unrealized_profit,e.quote,!0)}
      </td>
      <td role="cell" class="more">
        <button
          class="icon-button"
          aria-label=${t(`positions.menu`,{name:r})}
          aria-haspopup="menu"
          aria-expanded="false"
          @click=${n=>this.showMenu(n,e,t(`positions.menu`,{name:r}))}
        >
          ${Te}
        </button>
      </td>
    </tr>`}showMenu(e,t,n){this.renderRoot.querySelector(`tradehook-popup-menu`)?.show(e.currentTarget,n,re(this.ctx,t))}show(e,t){e.preventDefault(),this.ctx.go(C(t))}onSort(e){this.sortBy(e.target.value)}sortBy(e){let t=this.sort.key===e?!this.sort.descending:e!==`symbol`;this.sort={key:e,descending:t}}static{this.styles=[d,v`
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
    `]}};g([u({attribute:!1})],X.prototype,`ctx`,void 0),g([u({attribute:!1})],X.prototype,`positions`,void 0),g([p()],X.prototype,`filter`,void 0),g([p()],X.prototype,`sort`,void 0),g([p()],X.prototype,`room`,void 0),X=g([S(`tradehook-positions`)],X);var Ee={accepted:`profit`,refused:`loss`,failed:`loss`,expired:`loss`},Z=class extends s{constructor(...e){super(...e),this.status=``}connectedCallback(){super.connectedCallback(),this.ctx.live.needSignals()}render(){let{t:e}=this.ctx;if(!this.signals)return _`<p class="empty soft" role="status">${e(`common.loading`)}</p>`;if(!this.signals.length)return _`<div class="card empty">
        <h2>${e(`signals.none`)}</h2>
        <p class="soft">${e(`signals.none_next`)}</p>
        <button class="button" @click=${()=>this.ctx.go(`/builder`)}>
          ${e(`positions.to_builder`)}
        </button>
      </div>`;let t=[...new Set(this.signals.map(e=>e.status))].sort(),n=this.signals.filter(e=>!this.status||e.status===this.status);return _`<label class="tools">
        <span class="sr">${e(`signals.filter`)}</span>
        <select
          class="field"
          @change=${e=>this.status=e.target.value}
        >
          <option value="">${e(`signals.all`)}</option>
          ${t.map(t=>_`<option value=${t}>${f(e,`signal`,t)}</option>`)}
        </select>
      </label>
      <div class="card">
        ${q(n,e=>e.receipt_id,e=>this.renderRow(e))}
      </div>`}renderRow(e){let{t,format:n}=this.ctx,r=ke(e.message);return _`<details data-receipt=${e.receipt_id}>
      <summary>
        <span class="chip ${Ee[e.status]??``}">${f(t,`signal`,e.status)}</span>
        <span class="what">
          <b>${e.action??t(`signals.unreadable`)}</b> ${e.symbol??o}
          ${e.message?_`<span class="message">${e.message}</span>`:o}
        </span>
        <span class="soft when">${n.time(e.received_at)}</span>
      </summary>
      <div class="more">
        ${e.code?_`<p><span class="soft">${t(`signals.code`)}</span> <code>${e.code}</code></p>`:o}
        <p>
          <span class="soft">${t(`signals.from`)}</span>
          ${e.bot_name??t(`positions.removed_bot`)} · ${e.account_name}
          ${e.remote?_`· <bdi>${e.remote}</bdi>`:o}
        </p>
        <p class="soft">${t(`signals.payload`)}</p>
        <pre dir="ltr" tabindex="0" aria-label=${t(`signals.payload`)}>
${JSON.stringify(e.payload,null,2).split(`
`).map(e=>r.some(t=>e.includes(`"${t}"`))?_`<mark>${e}</mark>\n`:`${e}\n`)}</pre
        >
        ${e.position_id?_`<button
              class="button outlined"
              @click=${()=>this.ctx.go(C({account:e.account,position_id:e.position_id??``}))}
            >
              ${t(`signals.to_position`)}
            </button>`:o}
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
    `]}};g([u({attribute:!1})],Z.prototype,`ctx`,void 0),g([u({attribute:!1})],Z.prototype,`signals`,void 0),g([p()],Z.prototype,`status`,void 0),Z=g([y(`tradehook-signals`)],Z);var De=/[`"']([\w.[\]]+)[`"']/g,Oe=/(?:^|[(;,] ?)([\w.[\]]+)(?=:| (?:must|is|has|can)\b)/g;function ke(e){let t=e??``;return[...t.matchAll(De),...t.matchAll(Oe)].map(e=>(e[1]??``).replace(/\[\d+\]/g,``).split(`.`).at(-1)??``).filter(Boolean)}var Q=`/tradehook`,Ae=5e3,je={builder:()=>k(()=>import(`./chunks/builder.js`),[]),position:()=>k(()=>import(`./chunks/position.js`),[]),trades:()=>k(()=>import(`./chunks/trades.js`),[])},$=class extends s{constructor(...e){super(...e),this.narrow=!1,this.t=m,this.said=``,this.news=0,this.live=new ue(this,()=>this.news+=1),this.language=``}shouldUpdate(e){if(!this.hass)return!1;let{hass:t}=this,n=!e.has(`hass`)||e.size>1||!this.ctx;return t.locale!==this.locale&&(this.locale=t.locale,this.format=new l(t.locale),this.ctx=void 0,n=!0),t.language!==this.language&&(this.language=t.language,this.loadLanguage(t.language)),this.live.use(t.connection)&&(this.ctx=void 0,n=!0),n}async loadLanguage(e){let n=await c(e);e===this.language&&(this.t=t(n),this.ctx=void 0)}get context(){return this.ctx??={api:this.live.api,live:this.live,format:this.format,t:this.t,go:e=>this.go(e),ask:e=>this.dialogs.ask(e),say:e=>this.say(e),link:e=>this.dialogs.link(e),act:(e,t)=>void this.dialogs.act(e,t),admin:this.hass.user?.is_admin??!1},this.ctx}render(){let{t:e}=this,[t=``,...n]=(this.route?.path||`/`).split(`/`).filter(Boolean);je[t]?.().catch(e=>console.error(`Tradehook: a part is missing`,e));let r=this.context,i=t===`position`;return _`<header>
        <div class="bar">
          ${i?_`<button class="icon-button" aria-label=${e(`common.back`)} @click=${()=>this.go(`/positions`)}>
                ${b(ne)}
              </button>`:this.narrow||this.hass.dockedSidebar===`always_hidden`?_`<button class="icon-button" aria-label=${e(`common.menu`)} @click=${this.toggleMenu}>
                  ${b(x)}
                </button>`:o}
          <h1>Tradehook</h1>
        </div>
        <nav aria-label=${e(`common.views`)}>
          ${this.tabs.map(([n,r])=>_`<a
              href=${`${Q}/${n}`}
              aria-current=${n===(t||`overview`)||i&&n===`positions`?`page`:o}
              @click=${e=>this.follow(e,`/${n}`)}
              >${e(`tab.${r}`)}</a
            >`)}
        </nav>
      </header>
      <main tabindex="-1">${this.renderStatus()??this.renderView(t,n)}</main>
      <div class="said" role="status" ?data-shown=${!!this.said}>${this.said}</div>
      <tradehook-dialogs .ctx=${r} @tradehook-focus-lost=${this.focusMain}></tradehook-dialogs>`}get tabs(){return[[`overview`,`overview`],[`positions`,`positions`],[`signals`,`signals`],[`builder`,`builder`],[`trades`,`trades`]]}renderStatus(){let{t:e,live:t}=this;switch(t.status){case`ready`:return;case`outdated`:return _`<div class="card empty">
          <h2>${e(`status.outdated`)}</h2>
          <p class="soft">${e(`status.outdated_next`)}</p>
          <button class="button" @click=${()=>location.reload()}>${e(`status.reload`)}</button>
        </div>`;case`unavailable`:return _`<div class="card empty" role="status">
          <h2>${e(`status.unavailable`)}</h2>
          <p class="soft">${e(`status.unavailable_next`)}</p>
          <p class="soft">${t.problem}</p>
        </div>`;default:return _`<p class="empty soft" role="status">${e(`status.${t.status}`)}</p>`}}renderView(e,t){let n=this.context,{live:r}=this;switch(e){case`positions`:return this.renderPositions(n,t[0]===`closed`);case`position`:{let[e=``,i=``]=t.map(decodeURIComponent);return _`<tradehook-position
          .ctx=${n}
          .account=${e}
          .positionId=${i}
          .live=${r.positions?.get(i)}
          .language=${this.hass.locale.language}
        ></tradehook-position>`}case`builder`:return _`<tradehook-builder .ctx=${n} .accounts=${r.accounts??[]}></tradehook-builder>`;case`trades`:return _`<tradehook-trades .ctx=${n} .accounts=${r.accounts??[]}></tradehook-trades>`;case`signals`:return _`<tradehook-signals .ctx=${n} .signals=${r.signals}></tradehook-signals>`;default:return _`<tradehook-overview .ctx=${n} .accounts=${r.accounts??[]}></tradehook-overview>`}}renderPositions(e,t){let{t:n,live:r}=this,i=r.positions??new Map;return _`<div class="segments" role="group" aria-label=${n(`history.which`)}>
        ${[`open`,`closed`].map(e=>_`<button
            aria-pressed=${String(t===(e===`closed`))}
            @click=${()=>this.go(e===`closed`?`/positions/closed`:`/positions`)}
          >
            ${n(`history.${e}`)}
          </button>`)}
      </div>
      ${t?_`<tradehook-history
            .ctx=${e}
            .accounts=${r.accounts??[]}
            .stamp=${[...i.keys()].join(` `)||`none`}
          ></tradehook-history>`:_`<tradehook-positions .ctx=${e} .positions=${i}></tradehook-positions>`}`}follow(e,t){e.ctrlKey||e.metaKey||e.shiftKey||(e.preventDefault(),this.go(t))}go(e){history.pushState(null,``,Q+e),window.dispatchEvent(new CustomEvent(`location-changed`,{detail:{replace:!1}}))}say(e){this.said=e,clearTimeout(this.quiet),this.quiet=setTimeout(()=>this.said=``,Ae)}focusMain(){this.renderRoot.querySelector(`main`)?.focus()}toggleMenu(){this.dispatchEvent(new CustomEvent(`hass-toggle-menu`,{bubbles:!0,composed:!0}))}static{this.styles=[d,v`
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
    `]}};g([u({attribute:!1})],$.prototype,`hass`,void 0),g([u({type:Boolean})],$.prototype,`narrow`,void 0),g([u({attribute:!1})],$.prototype,`route`,void 0),g([p()],$.prototype,`t`,void 0),g([p()],$.prototype,`said`,void 0),g([ie(`tradehook-dialogs`)],$.prototype,`dialogs`,void 0),g([p()],$.prototype,`news`,void 0),$=g([y(`tradehook-panel`)],$);export{$ as Panel};