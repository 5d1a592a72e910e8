import{_ as e,a as t,b as n,f as r,h as i,l as a,m as o,p as s,s as c,t as l}from"./styles.js";import{p as u}from"./position-row.js";import{i as d}from"./equity.js";import{i as f}from"./localize.js";var p=[`time`,`account_name`,`bot_name`,`symbol`,`side`,`purpose`,`price`,`amount`,`cost`,`fee`,`fee_currency`,`position_id`,`trade_id`];function m(e){let t=e.map(e=>p.map(t=>h(e[t])).join(`,`));return`${[p.join(`,`),...t].join(`\r
`)}\r\n`}function h(e){let t=e??``,n=/^[=+\-@\t\r]/.test(t)&&Number.isNaN(Number(t))?`'${t}`:t;return/[",\r\n]/.test(n)?`"${n.replaceAll(`"`,`""`)}"`:n}var g=100,_=1e3,v=class extends o{constructor(...e){super(...e),this.accounts=[],this.chosen=``,this.more=!1,this.busy=!1,this.error=``,this.seen=``}get account(){let e=this.accounts.filter(e=>e.loaded);return e.find(e=>e.account===this.chosen)??e[0]}willUpdate(e){let t=`${this.account?.account} ${this.account?.realized_profit} ${this.account?.invested}`;this.account&&t!==this.seen&&(this.seen=t,this.load())}async load(){let{account:e,seen:t}=this;if(e)try{let n=await this.ctx.api.trades(e.account,void 0,g);if(t!==this.seen)return;this.fills=n,this.more=n.length===g,this.error=``}catch(e){this.error=c(e)}}render(){let{t,format:n}=this.ctx,{fills:r}=this;return this.error?e`<p class="card empty error" role="alert">${this.error}</p>`:this.account?r?e`<div class="tools">
        <label>
          <span class="sr">${t(`trades.account`)}</span>
          <select class="field" @change=${this.choose}>
            ${this.accounts.filter(e=>e.loaded).map(t=>e`<option value=${t.account} ?selected=${t===this.account}>${t.name}</option>`)}
          </select>
        </label>
        <button class="button outlined" ?disabled=${this.busy||!r.length} @click=${this.export}>
          ${this.busy?t(`common.working`):t(`trades.export`)}
        </button>
      </div>
      ${r.length?e`<ul class="card">
            ${r.map(r=>e`<li class="opens" data-position=${r.position_id}>
                <span>
                  <a class="whole" href=${`/tradehook${this.path(r)}`} @click=${e=>this.show(e,r)}>${a(r.symbol)}</a>
                  <span class="chip ${r.side===`buy`?`profit`:`loss`}">${t(`side.${r.side}`)}</span>
                  ${f(t,`purpose`,r.purpose)}
                  <span class="soft small">${n.time(r.time)} · ${r.bot_name??t(`positions.removed_bot`)}</span>
                </span>
                <span class="number end">
                  ${n.number(r.amount)} @ ${n.price(r.price,r.price_tick??null)}
                  <span class="soft small">${t(`position.fee`,{fee:`${n.number(r.fee)} ${r.fee_currency}`})}</span>
                </span>
              </li>`)}
          </ul>`:e`<div class="card empty">
            <h2>${t(`trades.none`)}</h2>
            <p class="soft">${t(`trades.none_next`)}</p>
          </div>`}
      ${this.more?e`<p class="empty"><button class="button outlined" @click=${this.loadMore}>${t(`trades.more`)}</button></p>`:i}`:e`<p class="empty soft" role="status">${t(`common.loading`)}</p>`:e`<p class="card empty soft">${t(`overview.none`)}</p>`}path(e){return u(e)}show(e,t){e.preventDefault(),this.ctx.go(this.path(t))}choose(e){this.chosen=e.target.value,this.fills=void 0}async loadMore(){let{account:e,fills:t=[]}=this,n=t.at(-1);if(e&&n)try{let r=await this.following(e.account,n,g);this.fills=[...t,...r],this.more=r.length===g}catch(e){this.error=c(e)}}async following(e,t,n){let{api:r}=this.ctx;try{return await r.trades(e,t?.trade_id,n)}catch(i){if(!t)throw i;return r.trades(e,t.time,n)}}async export(){let{account:e}=this;if(e){this.busy=!0;try{let t=[],n;do n=await this.following(e.account,t.at(-1),_),t.push(...n);while(n.length===_);let r=document.createElement(`a`);r.href=URL.createObjectURL(new Blob([m(t)],{type:`text/csv`})),r.download=`tradehook-trades-${new Date().toISOString().slice(0,10)}.csv`,r.click(),URL.revokeObjectURL(r.href)}catch(e){this.error=c(e)}finally{this.busy=!1}}}static{this.styles=[l,n`
      .tools {
        display: flex;
        flex-wrap: wrap;
        gap: 8px;
        justify-content: space-between;
        margin-bottom: 16px;
      }
      ul {
        list-style: none;
        margin: 0;
        padding: 0 16px;
      }
      li {
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
      .end {
        text-align: end;
      }
      @media (max-width: 600px) {
        li {
          flex-direction: column;
          gap: 4px;
        }
        .end {
          text-align: start;
        }
      }
    `]}};t([s({attribute:!1})],v.prototype,`ctx`,void 0),t([s({attribute:!1})],v.prototype,`accounts`,void 0),t([r()],v.prototype,`chosen`,void 0),t([r()],v.prototype,`fills`,void 0),t([r()],v.prototype,`more`,void 0),t([r()],v.prototype,`busy`,void 0),t([r()],v.prototype,`error`,void 0),v=t([d(`tradehook-trades`)],v);export{v as TradesView};