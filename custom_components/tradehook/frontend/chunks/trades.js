import{a as e,d as t,f as n,h as r,n as i,p as a,t as o,u as s,v as c}from"./styles.js";import{p as l}from"./position-row.js";import{i as u}from"./equity.js";import{a as d}from"./element.js";import{i as f}from"./localize.js";var p=[`time`,`account_name`,`bot_name`,`symbol`,`side`,`purpose`,`price`,`amount`,`cost`,`fee`,`fee_currency`,`position_id`,`trade_id`];function m(e){let t=e.map(e=>p.map(t=>h(e[t])).join(`,`));return`${[p.join(`,`),...t].join(`\r
`)}\r\n`}function h(e){let t=e??``,n=/^[=+\-@\t\r]/.test(t)&&Number.isNaN(Number(t))?`'${t}`:t;return/[",\r\n]/.test(n)?`"${n.replaceAll(`"`,`""`)}"`:n}var g=100,_=1e3,v=class extends n{constructor(...e){super(...e),this.accounts=[],this.chosen=``,this.more=!1,this.busy=!1,this.error=``,this.seen=``}get account(){let e=this.accounts.filter(e=>e.loaded);return e.find(e=>e.account===this.chosen)??e[0]}willUpdate(e){let t=`${this.account?.account} ${this.account?.realized_profit} ${this.account?.invested}`;this.account&&t!==this.seen&&(this.seen=t,this.load())}async load(){let{account:e,seen:t}=this;if(e)try{let n=await this.ctx.api.trades(e.account,void 0,g);if(t!==this.seen)return;this.fills=n,this.more=n.length===g,this.error=``}catch(e){this.error=d(e)}}render(){let{t,format:n}=this.ctx,{fills:i}=this;return this.error?r`<p class="card empty error" role="alert">${this.error}</p>`:this.account?i?r`<div class="tools">
        <label>
          <span class="sr">${t(`trades.account`)}</span>
          <select class="field" @change=${this.choose}>
            ${this.accounts.filter(e=>e.loaded).map(e=>r`<option value=${e.account} ?selected=${e===this.account}>${e.name}</option>`)}
          </select>
        </label>
        <button class="button outlined" ?disabled=${this.busy||!i.length} @click=${this.export}>
          ${this.busy?t(`common.working`):t(`trades.export`)}
        </button>
      </div>
      ${i.length?r`<ul class="card">
            ${i.map(i=>r`<li class="opens" data-position=${i.position_id}>
                <span>
                  <a class="whole" href=${`/tradehook${this.path(i)}`} @click=${e=>this.show(e,i)}>${e(i.symbol)}</a>
                  <span class="chip ${i.side===`buy`?`profit`:`loss`}">${t(`side.${i.side}`)}</span>
                  ${f(t,`purpose`,i.purpose)}
                  <span class="soft small">${n.time(i.time)} · ${i.bot_name??t(`positions.removed_bot`)}</span>
                </span>
                <span class="number end">
                  ${n.number(i.amount)} @ ${n.price(i.price,i.price_tick??null)}
                  <span class="soft small">${t(`position.fee`,{fee:`${n.number(i.fee)} ${i.fee_currency}`})}</span>
                </span>
              </li>`)}
          </ul>`:r`<div class="card empty">
            <h2>${t(`trades.none`)}</h2>
            <p class="soft">${t(`trades.none_next`)}</p>
          </div>`}
      ${this.more?r`<p class="empty"><button class="button outlined" @click=${this.loadMore}>${t(`trades.more`)}</button></p>`:a}`:r`<p class="empty soft" role="status">${t(`common.loading`)}</p>`:r`<p class="card empty soft">${t(`overview.none`)}</p>`}path(e){return l(e)}show(e,t){e.preventDefault(),this.ctx.go(this.path(t))}choose(e){this.chosen=e.target.value,this.fills=void 0}async loadMore(){let{account:e,fills:t=[]}=this,n=t.at(-1);if(e&&n)try{let r=await this.following(e.account,n,g);this.fills=[...t,...r],this.more=r.length===g}catch(e){this.error=d(e)}}async following(e,t,n){let{api:r}=this.ctx;try{return await r.trades(e,t?.trade_id,n)}catch(i){if(!t)throw i;return r.trades(e,t.time,n)}}async export(){let{account:e}=this;if(e){this.busy=!0;try{let t=[],n;do n=await this.following(e.account,t.at(-1),_),t.push(...n);while(n.length===_);let r=document.createElement(`a`);r.href=URL.createObjectURL(new Blob([m(t)],{type:`text/csv`})),r.download=`tradehook-trades-${new Date().toISOString().slice(0,10)}.csv`,r.click(),URL.revokeObjectURL(r.href)}catch(e){this.error=d(e)}finally{this.busy=!1}}}static{this.styles=[o,c`
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
    `]}};i([t({attribute:!1})],v.prototype,`ctx`,void 0),i([t({attribute:!1})],v.prototype,`accounts`,void 0),i([s()],v.prototype,`chosen`,void 0),i([s()],v.prototype,`fills`,void 0),i([s()],v.prototype,`more`,void 0),i([s()],v.prototype,`busy`,void 0),i([s()],v.prototype,`error`,void 0),v=i([u(`tradehook-trades`)],v);export{v as TradesView};